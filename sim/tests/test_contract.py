"""Every answer that Landfast reads fits botocore's model of its service."""

from __future__ import annotations

import json
import urllib.request
from typing import Any

import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from helpers.aws import REGION, Aws
from helpers.roles import EXTERNAL_ID, assume, make_role, trust
from helpers.shapes import misfits
from helpers.template import STACK_NAME, TEMPLATE, parameters, publish, wait_for

ORGANIZATION_CALLS: list[tuple[str, dict[str, str]]] = [
    ("describe_organization", {}),
    ("list_accounts", {}),
    ("list_roots", {}),
    ("describe_account", {"AccountId": "{linked}"}),
    ("list_parents", {"ChildId": "{linked}"}),
    ("list_accounts_for_parent", {"ParentId": "{parent}"}),
    ("list_organizational_units_for_parent", {"ParentId": "{root}"}),
    ("describe_organizational_unit", {"OrganizationalUnitId": "{parent}"}),
    ("list_tags_for_resource", {"ResourceId": "{linked}"}),
    ("create_account", {"Email": "new@example.com", "AccountName": "New"}),
    ("list_children", {"ParentId": "{parent}", "ChildType": "ACCOUNT"}),
    ("create_organizational_unit", {"ParentId": "{root}", "Name": "New"}),
    ("list_create_account_status", {}),
    ("list_aws_service_access_for_organization", {}),
    ("list_delegated_administrators", {}),
    ("list_delegated_services_for_account", {"AccountId": "{linked}"}),
]


@pytest.mark.parametrize(("operation", "arguments"), ORGANIZATION_CALLS, ids=str)
def test_organizations(aws: Aws, operation: str, arguments: dict[str, str]) -> None:
    _delegate(aws)
    organizations = aws.root(aws.payer, "organizations")
    filled = _fill(aws, arguments)
    answer = getattr(organizations, operation)(**filled)
    assert misfits(organizations, operation, answer) == []
    assert set(answer) - {"ResponseMetadata"}


@pytest.mark.parametrize(("operation", "arguments"), ORGANIZATION_CALLS, ids=str)
def test_organizations_on_the_wire(aws: Aws, operation: str, arguments: dict[str, str]) -> None:
    # botocore drops members it does not know; the raw JSON must not have any.
    _delegate(aws)
    organizations = aws.root(aws.payer, "organizations")
    name = organizations.meta.method_to_api_mapping[operation]
    body = _signed_json(aws, aws.payer, f"AWSOrganizationsV20161128.{name}", _fill(aws, arguments))
    shape = organizations.meta.service_model.operation_model(name).output_shape
    assert _unknown_members(shape, body) == []


def test_sts(aws: Aws) -> None:
    account = aws.linked[0]
    sts = aws.server("sts")
    assert misfits(sts, "get_caller_identity", sts.get_caller_identity()) == []
    role_arn = make_role(aws, account, trust(aws, account))
    answer = assume(sts, role_arn, f"{EXTERNAL_ID}:{account}")
    assert misfits(sts, "assume_role", answer) == []
    assert answer["AssumedRoleUser"]["AssumedRoleId"].endswith(":reg_1")


def test_iam(aws: Aws) -> None:
    account = aws.linked[0]
    make_role(aws, account, trust(aws, account))
    iam = aws.root(account, "iam")
    role = iam.get_role(RoleName="landfast-access")
    assert misfits(iam, "get_role", role) == []
    assert misfits(iam, "list_roles", iam.list_roles()) == []
    source = role["Role"]["Arn"]
    simulated = iam.simulate_principal_policy(PolicySourceArn=source, ActionNames=["ec2:Describe*"])
    assert misfits(iam, "simulate_principal_policy", simulated) == []


def test_cloudformation(aws: Aws) -> None:
    url = publish(aws)
    cfn = aws.root(aws.linked[0], "cloudformation")
    results: dict[str, Any] = {
        "validate_template": cfn.validate_template(TemplateURL=url),
        "get_template_summary": cfn.get_template_summary(TemplateURL=url),
        "create_stack": cfn.create_stack(
            StackName=STACK_NAME,
            TemplateURL=url,
            Parameters=parameters(aws),
            Capabilities=["CAPABILITY_NAMED_IAM"],
        ),
    }
    wait_for(cfn, STACK_NAME, "CREATE_COMPLETE")
    results["describe_stacks"] = cfn.describe_stacks()
    results["describe_stack_events"] = cfn.describe_stack_events(StackName=STACK_NAME)
    results["list_stack_resources"] = cfn.list_stack_resources(StackName=STACK_NAME)
    results["get_template"] = cfn.get_template(StackName=STACK_NAME)
    results["list_stacks"] = cfn.list_stacks()
    assert [p for name, answer in results.items() for p in misfits(cfn, name, answer)] == []
    summary = results["get_template_summary"]
    assert {p["ParameterKey"] for p in summary["Parameters"]} == set(TEMPLATE["Parameters"])


def test_s3(aws: Aws) -> None:
    publish(aws)
    bucket = aws.about["template_bucket"]
    s3 = aws.server("s3")
    listed = s3.list_objects_v2(Bucket=bucket)
    assert misfits(s3, "list_objects_v2", listed) == []
    assert [item["Key"] for item in listed["Contents"]] == ["api-access.json"]


def _delegate(aws: Aws) -> None:
    organizations = aws.root(aws.payer, "organizations")
    service = "member.org.stacksets.cloudformation.amazonaws.com"
    organizations.enable_aws_service_access(ServicePrincipal=service)
    account = aws.linked[0]
    organizations.register_delegated_administrator(AccountId=account, ServicePrincipal=service)
    organizations.create_account(Email="first@example.com", AccountName="First")


def _fill(aws: Aws, arguments: dict[str, str]) -> dict[str, str]:
    organizations = aws.root(aws.payer, "organizations")
    known = {
        "linked": aws.linked[0],
        "root": organizations.list_roots()["Roots"][0]["Id"],
        "parent": organizations.list_parents(ChildId=aws.linked[0])["Parents"][0]["Id"],
    }
    return {name: value.format(**known) for name, value in arguments.items()}


def _signed_json(aws: Aws, account: str, target: str, body: dict[str, str]) -> Any:
    request = AWSRequest(
        "POST",
        aws.endpoint + "/",
        data=json.dumps(body),
        headers={"content-type": "application/x-amz-json-1.1", "x-amz-target": target},
    )
    SigV4Auth(Credentials(account, "test"), "organizations", REGION).add_auth(request)
    plain = urllib.request.Request(
        aws.endpoint + "/", json.dumps(body).encode(), dict(request.headers), method="POST"
    )
    with urllib.request.urlopen(plain, timeout=10) as answer:
        return json.load(answer)


def _unknown_members(shape: Any, value: Any, where: str = "") -> list[str]:
    if shape.type_name == "structure":
        unknown = [f"{where}.{name}" for name in value if name not in shape.members]
        for name in set(value) & set(shape.members):
            unknown += _unknown_members(shape.members[name], value[name], f"{where}.{name}")
        return unknown
    if shape.type_name == "list":
        return [u for item in value for u in _unknown_members(shape.member, item, where + "[]")]
    return []
