"""Roles that customers might have made, rightly and wrongly."""

from __future__ import annotations

import json
from typing import Any

from botocore.exceptions import ClientError

from helpers.aws import Aws, code

EXTERNAL_ID = "lf-abcdefghijklmnopqrstuvwxyz"
ROLE_NAME = "landfast-access"
Trust = dict[str, Any]


def trust(aws: Aws, account: str, **changes: Any) -> Trust:
    """The trust policy of Landfast's template; `changes` replace parts of its statement."""
    statement = {
        "Effect": "Allow",
        "Principal": {"AWS": f"arn:aws:iam::{aws.home}:root"},
        "Action": "sts:AssumeRole",
        "Condition": {
            "StringEquals": {"sts:ExternalId": f"{EXTERNAL_ID}:{account}"},
            "ArnEquals": {"aws:PrincipalArn": aws.server_role_arn},
        },
        **changes,
    }
    return {"Version": "2012-10-17", "Statement": [statement]}


def make_role(aws: Aws, account: str, policy: Trust, *, name: str = ROLE_NAME, **more: Any) -> str:
    """Create a role below /landfast/ as the account's root and return its ARN."""
    role = aws.root(account, "iam").create_role(
        Path="/landfast/", RoleName=name, AssumeRolePolicyDocument=json.dumps(policy), **more
    )
    arn: str = role["Role"]["Arn"]
    return arn


def assume(sts: Any, role_arn: str, external_id: str | None = None, **more: Any) -> Any:
    """AssumeRole; the answer."""
    if external_id is not None:
        more["ExternalId"] = external_id
    return sts.assume_role(RoleArn=role_arn, RoleSessionName="reg_1", **more)


def outcome(sts: Any, role_arn: str, external_id: str | None = None, **more: Any) -> Any:
    """AssumeRole; 200, or the HTTP status and error code of the refusal."""
    try:
        answer = assume(sts, role_arn, external_id, **more)
    except ClientError as error:
        return code(error)
    return answer["ResponseMetadata"]["HTTPStatusCode"]


def allow(*actions: str, resource: str = "*") -> dict[str, Any]:
    """A statement of an identity policy."""
    return {"Effect": "Allow", "Action": list(actions), "Resource": resource}


def policy(*statements: dict[str, Any]) -> str:
    """A policy document."""
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def enter(aws: Aws, account: str, *statements: dict[str, Any], **more: Any) -> dict[str, Any]:
    """The server's credentials in a new role that has these statements; `more` is of AssumeRole."""
    role_arn = make_role(aws, account, trust(aws, account, Condition={}))
    if statements:
        aws.root(account, "iam").put_role_policy(
            RoleName=ROLE_NAME, PolicyName="reads", PolicyDocument=policy(*statements)
        )
    credentials: dict[str, Any] = assume(aws.server("sts"), role_arn, **more)["Credentials"]
    return credentials
