"""One organization, seen from every account."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError

from helpers.admin import AdminClient
from helpers.aws import Aws, code
from helpers.roles import assume


def test_members_see_the_organization_and_its_payer(aws: Aws) -> None:
    for account in (aws.payer, *aws.linked):
        organization = aws.root(account, "organizations").describe_organization()["Organization"]
        assert organization["Id"] == aws.about["organization_id"]
        assert organization["MasterAccountId"] == aws.payer


def test_accounts_outside_have_none(aws: Aws) -> None:
    for account in (aws.standalone, aws.stranger, aws.home):
        organizations = aws.root(account, "organizations")
        for call in (organizations.describe_organization, organizations.list_accounts):
            assert _refusal(call) == (400, "AWSOrganizationsNotInUseException")


def test_a_plain_member_sees_nothing_else(aws: Aws) -> None:
    organizations = aws.root(aws.linked[0], "organizations")
    for call in (organizations.list_accounts, organizations.list_roots):
        assert _refusal(call) == (400, "AccessDeniedException")
    asked = {"AccountId": aws.linked[0]}
    assert _refusal(organizations.describe_account, **asked) == (400, "AccessDeniedException")


def test_accounts(aws: Aws) -> None:
    accounts = aws.root(aws.payer, "organizations").list_accounts()["Accounts"]
    assert {account["Id"] for account in accounts} == {aws.payer, *aws.linked}
    assert {account["Status"] for account in accounts} == {"ACTIVE"}
    assert len([account for account in accounts if account["Id"].startswith("0")]) == 3


@pytest.mark.parametrize("size", [1, 3, 6, 7, 20])
def test_pages_hold_every_account_once(aws: Aws, size: int) -> None:
    organizations = aws.root(aws.payer, "organizations")
    seen: list[str] = []
    arguments: dict[str, Any] = {}
    while True:
        page = organizations.list_accounts(MaxResults=size, **arguments)
        assert 0 < len(page["Accounts"]) <= size
        seen += [account["Id"] for account in page["Accounts"]]
        if "NextToken" not in page:
            break
        arguments["NextToken"] = page["NextToken"]
    assert sorted(seen) == sorted([aws.payer, *aws.linked])


def test_a_page_has_at_most_twenty(aws: Aws) -> None:
    organizations = aws.root(aws.payer, "organizations")
    for number in range(20):
        organizations.create_account(Email=f"n{number}@example.com", AccountName=f"New {number}")
    pages = [page["Accounts"] for page in organizations.get_paginator("list_accounts").paginate()]
    assert [len(page) for page in pages] == [20, 7]
    assert len({account["Id"] for page in pages for account in page}) == 27


def test_pages_may_be_empty_before_the_end(aws: Aws, admin: AdminClient) -> None:
    admin.post("/settings", empty_pages=True)
    organizations = aws.root(aws.payer, "organizations")
    pages = list(organizations.get_paginator("list_accounts").paginate(MaxResults=4))
    assert [len(page["Accounts"]) for page in pages] == [0, 4, 0, 3]
    assert organizations.describe_account(AccountId=aws.payer)["Account"]["Id"] == aws.payer


def test_a_token_belongs_to_its_question(aws: Aws) -> None:
    organizations = aws.root(aws.payer, "organizations")
    token = organizations.list_accounts(MaxResults=1)["NextToken"]
    root = organizations.list_roots()["Roots"][0]["Id"]
    for wrong in (
        lambda: organizations.list_accounts(NextToken="MQ=="),
        lambda: organizations.list_accounts(NextToken="not a token"),
        lambda: organizations.list_accounts_for_parent(ParentId=root, NextToken=token),
    ):
        assert _refusal(wrong) == (400, "InvalidInputException")


def test_the_tree_holds_every_account_once(aws: Aws) -> None:
    organizations = aws.root(aws.payer, "organizations")
    todo = [root["Id"] for root in organizations.list_roots()["Roots"]]
    found: list[str] = []
    names = []
    while todo:
        parent = todo.pop()
        accounts = organizations.list_accounts_for_parent(ParentId=parent)["Accounts"]
        found += [account["Id"] for account in accounts]
        units = organizations.list_organizational_units_for_parent(ParentId=parent)
        for unit in units["OrganizationalUnits"]:
            names.append(unit["Name"])
            todo.append(unit["Id"])
        for account in accounts:
            parents = organizations.list_parents(ChildId=account["Id"])["Parents"]
            assert [p["Id"] for p in parents] == [parent]
    assert sorted(found) == sorted([aws.payer, *aws.linked])
    assert sorted(names) == ["Data", "Leaving", "Production", "Sandbox", "Staging", "Workloads"]


def test_the_payer_enters_members_with_full_access(aws: Aws) -> None:
    for account in aws.linked:
        role_arn = f"arn:aws:iam::{account}:role/OrganizationAccountAccessRole"
        credentials = assume(aws.root(aws.payer, "sts"), role_arn)["Credentials"]
        aws.session("iam", credentials).create_user(UserName="made-by-the-payer")
        for outsider in (aws.stranger, aws.home):
            refused = _refusal(lambda who=outsider, arn=role_arn: assume(aws.root(who, "sts"), arn))
            assert refused == (403, "AccessDenied")


def test_a_created_account_is_in_the_organization(aws: Aws) -> None:
    organizations = aws.root(aws.payer, "organizations")
    request = organizations.create_account(Email="new@example.com", AccountName="New")
    assert request["CreateAccountStatus"]["State"] == "IN_PROGRESS"
    request_id = request["CreateAccountStatus"]["Id"]
    status = organizations.describe_create_account_status(CreateAccountRequestId=request_id)
    account = status["CreateAccountStatus"]["AccountId"]
    assert organizations.describe_account(AccountId=account)["Account"]["Name"] == "New"
    role_arn = f"arn:aws:iam::{account}:role/OrganizationAccountAccessRole"
    assert assume(aws.root(aws.payer, "sts"), role_arn)["Credentials"]


def test_an_address_is_used_once(aws: Aws) -> None:
    organizations = aws.root(aws.payer, "organizations")
    organizations.create_account(Email="new@example.com", AccountName="New")
    organizations.create_account(Email="new@example.com", AccountName="Again")
    statuses = organizations.list_create_account_status(States=["FAILED"])
    (failed,) = statuses["CreateAccountStatuses"]
    assert failed["FailureReason"] == "EMAIL_ALREADY_EXISTS"
    assert len(organizations.list_accounts()["Accounts"]) == 8


def test_tags(aws: Aws) -> None:
    organizations = aws.root(aws.payer, "organizations")
    tag = {"Key": "team", "Value": "data"}
    organizations.tag_resource(ResourceId=aws.linked[0], Tags=[tag])
    assert organizations.list_tags_for_resource(ResourceId=aws.linked[0])["Tags"] == [tag]
    assert organizations.list_tags_for_resource(ResourceId=aws.linked[1])["Tags"] == []


def _refusal(call: Callable[..., object], **arguments: Any) -> tuple[int, str]:
    with pytest.raises(ClientError) as refusal:
        call(**arguments)
    return code(refusal.value)
