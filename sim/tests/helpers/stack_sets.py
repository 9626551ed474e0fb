"""A StackSet of the API-access template, and how its operations end."""

from __future__ import annotations

import time
from typing import Any

from helpers.aws import Aws
from helpers.template import DONE_WITHIN_SECONDS, parameters, publish

NAME = "landfast-api-access"
REGION = "us-east-1"
EVERYBODY = {"FailureToleranceCount": 10, "MaxConcurrentCount": 10}


def payer(aws: Aws) -> Any:
    """CloudFormation of the management account, which may use the organization."""
    cloudformation = aws.root(aws.payer, "cloudformation")
    cloudformation.activate_organizations_access()
    return cloudformation


def create(aws: Aws, cloudformation: Any, **more: Any) -> None:
    """A service-managed StackSet without instances."""
    wanted = {
        "StackSetName": NAME,
        "TemplateURL": publish(aws),
        "Parameters": parameters(aws),
        "Capabilities": ["CAPABILITY_NAMED_IAM"],
        "PermissionModel": "SERVICE_MANAGED",
        "AutoDeployment": {"Enabled": True, "RetainStacksOnAccountRemoval": False},
        "ManagedExecution": {"Active": True},
        **more,
    }
    cloudformation.create_stack_set(**{k: v for k, v in wanted.items() if v is not None})


def deploy(cloudformation: Any, *units: str, **more: Any) -> str:
    """Begin to deploy to units or the root; the operation's id."""
    wanted = {
        "StackSetName": NAME,
        "DeploymentTargets": {"OrganizationalUnitIds": list(units)},
        "Regions": [REGION],
        "OperationPreferences": EVERYBODY,
        **more,
    }
    return str(cloudformation.create_stack_instances(**wanted)["OperationId"])


def ended(cloudformation: Any, operation_id: str, **more: str) -> dict[str, Any]:
    """The operation once it is done."""
    deadline = time.monotonic() + DONE_WITHIN_SECONDS
    while True:
        found: dict[str, Any] = cloudformation.describe_stack_set_operation(
            StackSetName=NAME, OperationId=operation_id, **more
        )["StackSetOperation"]
        if found["Status"] not in ("QUEUED", "RUNNING", "STOPPING"):
            return found
        assert time.monotonic() < deadline, found
        time.sleep(0.02)


def all_ended(cloudformation: Any) -> list[dict[str, Any]]:
    """Every operation, the latest first, once all are done."""
    listed = cloudformation.list_stack_set_operations(StackSetName=NAME)["Summaries"]
    return [ended(cloudformation, operation["OperationId"]) for operation in listed]


def instances(cloudformation: Any, **more: Any) -> dict[str, dict[str, Any]]:
    """The instances by account."""
    listed = cloudformation.list_stack_instances(StackSetName=NAME, **more)["Summaries"]
    return {instance["Account"]: instance for instance in listed}


def results(cloudformation: Any, operation_id: str) -> dict[str, tuple[str, str]]:
    """Status and reason by account."""
    listed = cloudformation.list_stack_set_operation_results(
        StackSetName=NAME, OperationId=operation_id
    )["Summaries"]
    return {r["Account"]: (r["Status"], r.get("StatusReason", "")) for r in listed}


def roles(aws: Aws, account: str) -> list[str]:
    """The names of an account's roles, the one of Organizations left out."""
    found = [role["RoleName"] for role in aws.root(account, "iam").list_roles()["Roles"]]
    return [name for name in found if name != "OrganizationAccountAccessRole"]
