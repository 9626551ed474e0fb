"""Each layer of policies denies, by itself and in AWS's words."""

from __future__ import annotations

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from helpers.admin import AdminClient, AdminError
from helpers.aws import Aws, code
from helpers.roles import ROLE_NAME, allow, enter, policy

ACTION = "iam:ListRoles"
CREATE = "s3:CreateBucket"


def deny(*actions: str) -> dict[str, Any]:
    return {**allow(*actions), "Effect": "Deny"}


def document(*statements: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(policy(*statements))
    return found


def bind(admin: AdminClient, account: str, *statements: dict[str, Any], **more: bool) -> None:
    policies = [document(*statements)]
    admin.post("/service-control-policies", account=account, policies=policies, **more)


def message(aws: Aws, credentials: dict[str, Any], service: str = "iam") -> str:
    """What a list call is refused with, after the caller's name; "" if it is not."""
    calls = {"iam": "list_roles", "organizations": "list_accounts"}
    try:
        getattr(aws.session(service, credentials), calls[service])()
    except ClientError as error:
        text = str(error.response["Error"]["Message"])
        return text.partition("is not authorized to perform: ")[2]
    return ""


def bound(aws: Aws, boundary: str) -> None:
    iam = aws.root(aws.linked[0], "iam")
    arn = iam.create_policy(PolicyName="boundary", PolicyDocument=boundary)["Policy"]["Arn"]
    iam.put_role_permissions_boundary(RoleName=ROLE_NAME, PermissionsBoundary=arn)


def test_nothing_denies(aws: Aws) -> None:
    assert message(aws, enter(aws, aws.linked[0], allow(ACTION))) == ""


def test_no_identity_policy(aws: Aws) -> None:
    found = message(aws, enter(aws, aws.linked[0], allow("iam:GetRole")))
    assert found == f"{ACTION} because no identity-based policy allows the {ACTION} action"


def test_a_deny_in_an_identity_policy(aws: Aws) -> None:
    found = message(aws, enter(aws, aws.linked[0], allow(ACTION), deny(ACTION)))
    assert found == f"{ACTION} with an explicit deny in an identity-based policy"


def test_no_boundary_allows(aws: Aws) -> None:
    credentials = enter(aws, aws.linked[0], allow(ACTION))
    bound(aws, policy(allow("s3:*")))
    found = message(aws, credentials)
    assert found == f"{ACTION} because no permissions boundary allows the {ACTION} action"


def test_a_deny_in_a_boundary(aws: Aws) -> None:
    credentials = enter(aws, aws.linked[0], allow(ACTION))
    bound(aws, policy(allow("*"), deny("iam:List*")))
    assert message(aws, credentials) == (
        f"{ACTION} with an explicit deny in a permissions boundary"
    )


def test_session_policies(aws: Aws) -> None:
    narrow = enter(aws, aws.linked[0], allow(ACTION), Policy=policy(allow("s3:*")))
    assert message(aws, narrow) == f"{ACTION} because no session policy allows the {ACTION} action"
    explicit = policy(allow("*"), deny(ACTION))
    denied = enter(aws, aws.linked[1], allow(ACTION), Policy=explicit)
    assert message(aws, denied) == f"{ACTION} with an explicit deny in a session policy"


def test_a_deny_in_a_service_control_policy(aws: Aws, admin: AdminClient) -> None:
    credentials = enter(aws, aws.linked[0], allow(ACTION))
    bind(admin, aws.linked[0], deny(ACTION))
    assert message(aws, credentials) == (
        f"{ACTION} with an explicit deny in a service control policy"
    )
    bind(admin, aws.linked[0], deny(CREATE))
    assert message(aws, credentials) == ""


def test_no_service_control_policy_allows(aws: Aws, admin: AdminClient) -> None:
    credentials = enter(aws, aws.linked[0], allow(ACTION))
    bind(admin, aws.linked[0], allow("s3:*"), full_access=False)
    found = message(aws, credentials)
    assert found == f"{ACTION} because no service control policy allows the {ACTION} action"
    bind(admin, aws.linked[0], allow("s3:*"))
    assert message(aws, credentials) == ""


def test_conditions_of_a_service_control_policy(aws: Aws, admin: AdminClient) -> None:
    credentials = enter(aws, aws.linked[0], allow(ACTION, "cloudformation:ListStacks"))
    elsewhere = {"StringNotEquals": {"aws:RequestedRegion": "us-east-1"}}
    bind(admin, aws.linked[0], {**deny("cloudformation:*"), "Condition": elsewhere})
    aws.session("cloudformation", credentials).list_stacks()
    with pytest.raises(ClientError) as refusal:
        aws.session("cloudformation", credentials, "eu-west-1").list_stacks()
    assert "with an explicit deny in a service control policy" in str(refusal.value)


def test_the_root_user_of_a_member_is_bound_too(aws: Aws, admin: AdminClient) -> None:
    bind(admin, aws.linked[0], deny(ACTION))
    root = aws.root(aws.linked[0], "iam")
    with pytest.raises(ClientError) as refusal:
        root.list_roles()
    assert code(refusal.value) == (403, "AccessDenied")
    assert "with an explicit deny in a service control policy" in str(refusal.value)
    root.list_users()
    aws.root(aws.linked[1], "iam").list_roles()


def test_whoami_cannot_be_denied(aws: Aws, admin: AdminClient) -> None:
    credentials = enter(aws, aws.linked[0], deny("*"))
    bind(admin, aws.linked[0], deny("*"))
    aws.session("sts", credentials).get_caller_identity()


def test_a_json_service_says_it_too(aws: Aws) -> None:
    credentials = enter(aws, aws.payer)
    action = "organizations:ListAccounts"
    found = message(aws, credentials, "organizations")
    assert found == f"{action} because no identity-based policy allows the {action} action"
    with pytest.raises(ClientError) as refusal:
        aws.session("organizations", credentials).list_accounts()
    assert code(refusal.value) == (400, "AccessDeniedException")


def test_ec2_says_it_in_its_own_way(aws: Aws) -> None:
    ec2 = aws.session("ec2", enter(aws, aws.linked[0]))
    with pytest.raises(ClientError) as refusal:
        ec2.describe_instances()
    assert code(refusal.value) == (403, "UnauthorizedOperation")
    text = str(refusal.value.response["Error"]["Message"])
    assert text.startswith("You are not authorized to perform this operation. User: arn:aws:sts::")
    assert text.endswith("because no identity-based policy allows the ec2:DescribeInstances action")


def test_the_resource_is_named(aws: Aws) -> None:
    credentials = enter(aws, aws.linked[0])
    with pytest.raises(ClientError) as refusal:
        aws.session("iam", credentials).get_role(RoleName=ROLE_NAME)
    assert f"iam:GetRole on resource: role {ROLE_NAME} because no" in str(refusal.value)


@pytest.mark.parametrize(
    "wrong",
    [
        {"account": "{payer}", "policies": []},
        {"account": "{standalone}", "policies": []},
        {"account": "{linked}"},
        {"account": "{linked}", "policies": [{"Statement": []}]},
        {"account": "{linked}", "policies": [], "typo": 1},
    ],
    ids=str,
)
def test_what_cannot_be_a_service_control_policy(
    aws: Aws, admin: AdminClient, wrong: dict[str, Any]
) -> None:
    known = {
        "{payer}": aws.payer,
        "{standalone}": aws.standalone,
        "{linked}": aws.linked[0],
    }
    body = {**wrong, "account": known[wrong["account"]]}
    with pytest.raises(AdminError) as refusal:
        admin.post("/service-control-policies", **body)
    assert refusal.value.status == 400
    assert admin.get("/service-control-policies") == {"accounts": {}}
