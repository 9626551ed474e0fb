"""Accounts and units that come, move and go; who may change them."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from helpers.admin import AdminClient, AdminError
from helpers.aws import Aws, code
from helpers.roles import outcome

STACKSETS = "member.org.stacksets.cloudformation.amazonaws.com"
DAY = 86_400


def test_the_tree_is_several_levels_deep(aws: Aws) -> None:
    organizations = aws.root(aws.payer, "organizations")
    units = aws.about["units"]
    path = _account(aws, aws.linked[1])["Paths"]
    above = (aws.about["root_id"], units["Workloads"], units["Production"], units["Data"])
    assert path == ["/".join((aws.about["organization_id"], *above, aws.linked[1])) + "/"]
    assert [_parent(aws, account) for account in (aws.payer, aws.linked[5])] == [above[0]] * 2
    children = organizations.list_children(ParentId=above[1], ChildType="ORGANIZATIONAL_UNIT")
    assert {child["Id"] for child in children["Children"]} == {above[2], units["Staging"]}
    empty = organizations.list_children(ParentId=units["Leaving"], ChildType="ACCOUNT")
    assert empty["Children"] == []


def test_units(aws: Aws) -> None:
    organizations = aws.root(aws.payer, "organizations")
    parent = aws.about["root_id"]
    made = []
    for level in range(5):
        unit = organizations.create_organizational_unit(ParentId=parent, Name=f"Level {level}")
        parent = unit["OrganizationalUnit"]["Id"]
        made.append(parent)
    with pytest.raises(ClientError) as refusal:
        organizations.create_organizational_unit(ParentId=parent, Name="Too deep")
    assert refusal.value.response["Reason"] == "OU_DEPTH_LIMIT_EXCEEDED"
    with pytest.raises(organizations.exceptions.DuplicateOrganizationalUnitException):
        organizations.create_organizational_unit(ParentId=aws.about["root_id"], Name="Level 0")
    with pytest.raises(organizations.exceptions.OrganizationalUnitNotEmptyException):
        organizations.delete_organizational_unit(OrganizationalUnitId=made[0])
    renamed = organizations.update_organizational_unit(OrganizationalUnitId=parent, Name="Last")
    assert renamed["OrganizationalUnit"]["Name"] == "Last"
    for unit_id in reversed(made):
        organizations.delete_organizational_unit(OrganizationalUnitId=unit_id)
    with pytest.raises(organizations.exceptions.OrganizationalUnitNotFoundException):
        organizations.describe_organizational_unit(OrganizationalUnitId=made[0])


def test_an_account_moves(aws: Aws) -> None:
    organizations = aws.root(aws.payer, "organizations")
    source, destination = _parent(aws, aws.linked[0]), aws.about["units"]["Leaving"]
    move = {"AccountId": aws.linked[0], "DestinationParentId": destination}
    organizations.move_account(SourceParentId=source, **move)
    assert _parent(aws, aws.linked[0]) == destination
    for wrong, name in (
        ({"SourceParentId": source}, "AccountNotFoundException"),
        ({"SourceParentId": destination}, "DuplicateAccountException"),
        ({"SourceParentId": "ou-ac01-nothing0"}, "SourceParentNotFoundException"),
        ({"DestinationParentId": "r-nope"}, "DestinationParentNotFoundException"),
        ({"DestinationParentId": "nowhere"}, "InvalidInputException"),
    ):
        with pytest.raises(ClientError) as refusal:
            organizations.move_account(**{"SourceParentId": source, **move, **wrong})
        assert code(refusal.value) == (400, name)


def test_closing_an_account_takes_its_time(aws: Aws, admin: AdminClient) -> None:
    admin.post("/settings", closing_seconds=300)
    organizations = aws.root(aws.payer, "organizations")
    organizations.close_account(AccountId=aws.linked[0])
    assert _state(aws, aws.linked[0]) == ("PENDING_CLOSURE", "PENDING_CLOSURE")
    with pytest.raises(organizations.exceptions.ConflictException):
        organizations.close_account(AccountId=aws.linked[0])
    admin.post("/clock", advance_seconds=301)
    assert _state(aws, aws.linked[0]) == ("SUSPENDED", "CLOSED")
    with pytest.raises(organizations.exceptions.AccountAlreadyClosedException):
        organizations.close_account(AccountId=aws.linked[0])
    admin.post("/clock", advance_seconds=90 * DAY)
    with pytest.raises(organizations.exceptions.AccountNotFoundException):
        organizations.describe_account(AccountId=aws.linked[0])


@pytest.mark.parametrize(
    ("state", "status"),
    [
        ("SUSPENDED", "SUSPENDED"),
        ("PENDING_ACTIVATION", "SUSPENDED"),
        ("PENDING_CLOSURE", "PENDING_CLOSURE"),
        ("CLOSED", "SUSPENDED"),
        ("ACTIVE", "ACTIVE"),
    ],
)
def test_a_state_that_aws_decides(aws: Aws, admin: AdminClient, state: str, status: str) -> None:
    admin.post("/account-states", account=aws.linked[2], state=state)
    assert _state(aws, aws.linked[2]) == (status, state)


@pytest.mark.parametrize(
    "wrong", [{"state": "ASLEEP"}, {"account": "999999999999"}, {"status": "ACTIVE"}]
)
def test_a_state_that_does_not_exist(aws: Aws, admin: AdminClient, wrong: dict[str, str]) -> None:
    with pytest.raises(AdminError):
        admin.post("/account-states", **{"account": aws.linked[0], "state": "ACTIVE", **wrong})


def test_nobody_enters_a_suspended_account(aws: Aws, admin: AdminClient) -> None:
    role_arn = f"arn:aws:iam::{aws.linked[2]}:role/OrganizationAccountAccessRole"
    payer = aws.root(aws.payer, "sts")
    for state, expected in (
        ("SUSPENDED", (403, "AccessDenied")),
        ("CLOSED", (403, "AccessDenied")),
        ("ACTIVE", 200),
    ):
        admin.post("/account-states", account=aws.linked[2], state=state)
        assert outcome(payer, role_arn) == expected


def test_the_older_field_can_be_retired(aws: Aws, admin: AdminClient) -> None:
    admin.post("/settings", account_status_retired=True)
    account = _account(aws, aws.linked[0])
    assert "Status" not in account
    assert account["State"] == "ACTIVE"


def test_an_account_leaves(aws: Aws) -> None:
    organizations = aws.root(aws.payer, "organizations")
    organizations.remove_account_from_organization(AccountId=aws.linked[0])
    aws.root(aws.linked[1], "organizations").leave_organization()
    for account in aws.linked[:2]:
        own = aws.root(account, "organizations")
        with pytest.raises(own.exceptions.AWSOrganizationsNotInUseException):
            own.describe_organization()
    assert len(organizations.list_accounts()["Accounts"]) == 5
    with pytest.raises(organizations.exceptions.MasterCannotLeaveOrganizationException):
        organizations.leave_organization()


def test_a_delegated_administrator_reads_and_changes_nothing(aws: Aws) -> None:
    organizations = aws.root(aws.payer, "organizations")
    account = aws.linked[5]
    delegation = {"AccountId": account, "ServicePrincipal": STACKSETS}
    with pytest.raises(ClientError) as refusal:
        organizations.register_delegated_administrator(**delegation)
    assert refusal.value.response["Reason"] == "SERVICE_ACCESS_NOT_ENABLED"
    organizations.enable_aws_service_access(ServicePrincipal=STACKSETS)
    enabled = organizations.list_aws_service_access_for_organization()["EnabledServicePrincipals"]
    assert [service["ServicePrincipal"] for service in enabled] == [STACKSETS]
    organizations.register_delegated_administrator(**delegation)
    with pytest.raises(organizations.exceptions.AccountAlreadyRegisteredException):
        organizations.register_delegated_administrator(**delegation)

    own = aws.root(account, "organizations")
    assert len(own.list_accounts()["Accounts"]) == 7
    listed = own.list_delegated_administrators(ServicePrincipal=STACKSETS)
    assert [a["Id"] for a in listed["DelegatedAdministrators"]] == [account]
    services = own.list_delegated_services_for_account(AccountId=account)["DelegatedServices"]
    assert [service["ServicePrincipal"] for service in services] == [STACKSETS]
    refused: list[tuple[Any, dict[str, str]]] = [
        (own.close_account, {"AccountId": aws.linked[0]}),
        (own.create_account, {"Email": "x@example.com", "AccountName": "X"}),
        (own.deregister_delegated_administrator, delegation),
    ]
    for call, arguments in refused:
        with pytest.raises(own.exceptions.AccessDeniedException):
            call(**arguments)
    with pytest.raises(ClientError) as refusal:
        organizations.remove_account_from_organization(AccountId=account)
    reason = "CANNOT_REMOVE_DELEGATED_ADMINISTRATOR_FROM_ORG"
    assert refusal.value.response["Reason"] == reason

    organizations.deregister_delegated_administrator(**delegation)
    with pytest.raises(own.exceptions.AccessDeniedException):
        own.list_accounts()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"ServicePrincipal": "cloudformation"}, "UNRECOGNIZED_SERVICE_PRINCIPAL"),
        ({"AccountId": "{payer}"}, "CANNOT_REGISTER_MASTER_AS_DELEGATED_ADMINISTRATOR"),
        (
            {"AccountId": "{closed}"},
            "CANNOT_REGISTER_SUSPENDED_ACCOUNT_AS_DELEGATED_ADMINISTRATOR",
        ),
    ],
)
def test_who_cannot_be_a_delegated_administrator(
    aws: Aws, change: dict[str, str], reason: str
) -> None:
    organizations = aws.root(aws.payer, "organizations")
    organizations.enable_aws_service_access(ServicePrincipal=STACKSETS)
    organizations.close_account(AccountId=aws.linked[0])
    known = {"payer": aws.payer, "closed": aws.linked[0]}
    filled = {name: value.format(**known) for name, value in change.items()}
    wanted = {"AccountId": aws.linked[1], "ServicePrincipal": STACKSETS, **filled}
    with pytest.raises(ClientError) as refusal:
        organizations.register_delegated_administrator(**wanted)
    assert refusal.value.response["Reason"] == reason


def _account(aws: Aws, account: str) -> dict[str, object]:
    organizations = aws.root(aws.payer, "organizations")
    found: dict[str, object] = organizations.describe_account(AccountId=account)["Account"]
    return found


def _state(aws: Aws, account: str) -> tuple[object, object]:
    found = _account(aws, account)
    return found["Status"], found["State"]


def _parent(aws: Aws, account: str) -> str:
    parents = aws.root(aws.payer, "organizations").list_parents(ChildId=account)["Parents"]
    return str(parents[0]["Id"])
