"""Puts the seeded world (world.py) into ministack, through ministack's own services."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlencode

from ministack.core.responses import request_scope
from ministack.services import iam, s3, sts

from landfast_sim import seed_bills, seed_callback, world
from landfast_sim.principal_arn import role_arn_of_session

SERVER_SESSION_SECONDS = 10 * 365 * 86_400.0
"""How long the server's credentials live: longer than any demo, clock moved or not."""

_OK = 200
_ADMINISTRATOR_ACCESS = "arn:aws:iam::aws:policy/AdministratorAccess"


@dataclass(frozen=True)
class Credentials:
    """Session credentials of the server's role. Made up, and the same in every run."""

    access_key_id: str
    secret_access_key: str
    session_token: str

    def as_json(self) -> dict[str, str]:
        """Return them by name."""
        return asdict(self)


def _made_up(label: str, length: int) -> str:
    return hashlib.sha512(f"landfast-sim {label}".encode()).hexdigest()[:length]


SERVER_CREDENTIALS = Credentials(
    access_key_id="ASIA" + _made_up("access key", 16).upper(),
    secret_access_key=_made_up("secret access key", 40),
    session_token=_made_up("session token", 100),
)

_SERVER_POLICY = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Sid": "EnterCustomerAccounts",
            "Effect": "Allow",
            # Both are checked on both sides whenever a session carries tags or a source identity.
            "Action": ["sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"],
            "Resource": "arn:aws:iam::*:role/landfast/*",
        },
        {
            "Sid": "KnowOneself",
            "Effect": "Allow",
            "Action": "iam:GetRole",
            "Resource": world.SERVER_ROLE_ARN,
        },
        {
            "Sid": "PublishTemplates",
            "Effect": "Allow",
            "Action": ["s3:PutObject", "s3:GetObject"],
            "Resource": f"arn:aws:s3:::{world.TEMPLATE_BUCKET}/*",
        },
        {
            "Sid": "ReadCallbacks",
            "Effect": "Allow",
            "Action": ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility"],
            "Resource": world.CALLBACK_QUEUE_ARN,
        },
        {
            "Sid": "ListTemplates",
            "Effect": "Allow",
            "Action": "s3:ListBucket",
            "Resource": f"arn:aws:s3:::{world.TEMPLATE_BUCKET}",
        },
        *seed_bills.STATEMENTS,
    ],
}

_SERVER_TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": {"Service": "ec2.amazonaws.com"},
            "Action": "sts:AssumeRole",
        }
    ],
}

_PUBLIC_READ = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Sid": "AnybodyMayReadTemplates",
            "Effect": "Allow",
            "Principal": "*",
            "Action": "s3:GetObject",
            "Resource": f"arn:aws:s3:::{world.TEMPLATE_BUCKET}/*",
        }
    ],
}


async def seed() -> None:
    """Make everything of the seeded world but the organization, which is no part of ministack.

    The roles in its accounts are made when they are first looked at (organizations/furnishing.py).
    """
    await _server_role()
    _server_session()
    await _template_bucket()
    await seed_bills.bucket()
    await seed_callback.topic_and_queue()


async def furnish_account(account_id: str, role_name: str, management_id: str) -> None:
    """Give a member the role that Organizations makes: full access for the management account."""
    trust = {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"AWS": f"arn:aws:iam::{management_id}:root"},
                "Action": "sts:AssumeRole",
            }
        ],
    }
    role = {"RoleName": role_name, "AssumeRolePolicyDocument": json.dumps(trust)}
    await _iam(account_id, "CreateRole", role)
    policy = {"RoleName": role_name, "PolicyArn": _ADMINISTRATOR_ACCESS}
    await _iam(account_id, "AttachRolePolicy", policy)


async def _server_role() -> None:
    home = world.HOME.account_id
    role = {
        "RoleName": world.SERVER_ROLE_NAME,
        "Path": world.SERVER_ROLE_PATH,
        "Description": "What the Landfast server runs as",
        "AssumeRolePolicyDocument": json.dumps(_SERVER_TRUST),
    }
    await _iam(home, "CreateRole", role)
    policy = {
        "RoleName": world.SERVER_ROLE_NAME,
        "PolicyName": "server",
        "PolicyDocument": json.dumps(_SERVER_POLICY),
    }
    await _iam(home, "PutRolePolicy", policy)


def _server_session() -> None:
    """Register the session as if an instance profile had given it to the server."""
    home = world.HOME.account_id
    session = f"assumed-role/{world.SERVER_ROLE_NAME}/{world.SERVER_SESSION_NAME}"
    arn = f"arn:aws:sts::{home}:{session}"
    if role_arn_of_session(arn) != world.SERVER_ROLE_ARN:
        message = f"seed: expected {arn} to be a session of {world.SERVER_ROLE_ARN}"
        raise RuntimeError(message)
    role_id = sts._role_id(world.SERVER_ROLE_ARN)
    sts.register_session(
        SERVER_CREDENTIALS.access_key_id,
        {
            "Arn": arn,
            "UserId": f"{role_id}:{world.SERVER_SESSION_NAME}",
            "SecretAccessKey": SERVER_CREDENTIALS.secret_access_key,
            "SessionToken": SERVER_CREDENTIALS.session_token,
            "Expiration": sts.time.time() + SERVER_SESSION_SECONDS,
            "AccountId": home,
            "PrincipalType": "AssumedRole",
        },
    )


async def _template_bucket() -> None:
    """Make the public bucket for templates; who may write to it is the server role's policy."""
    bucket = f"/{world.TEMPLATE_BUCKET}"
    await _s3("PUT", bucket, {}, b"")
    open_to_policies = (
        "<PublicAccessBlockConfiguration><BlockPublicAcls>true</BlockPublicAcls>"
        "<IgnorePublicAcls>true</IgnorePublicAcls><BlockPublicPolicy>false</BlockPublicPolicy>"
        "<RestrictPublicBuckets>false</RestrictPublicBuckets></PublicAccessBlockConfiguration>"
    )
    await _s3("PUT", bucket, {"publicAccessBlock": [""]}, open_to_policies.encode())
    await _s3("PUT", bucket, {"policy": [""]}, json.dumps(_PUBLIC_READ).encode())


async def _iam(account_id: str, action: str, parameters: Mapping[str, str]) -> None:
    headers = {"content-type": "application/x-www-form-urlencoded"}
    body = urlencode({"Action": action, "Version": "2010-05-08", **parameters}).encode()
    with request_scope(account_id, world.REGION):
        answer = await iam.handle_request("POST", "/", headers, body, {})
    _demand_ok(f"iam {action} in {account_id}", answer)


async def _s3(method: str, path: str, query: dict[str, list[str]], body: bytes) -> None:
    home = world.HOME.account_id
    # ministack's S3 handler reads the caller from the header; the signature was checked before it.
    scope = f"{home}/20240101/{world.REGION}/s3/aws4_request"
    headers = {"authorization": f"AWS4-HMAC-SHA256 Credential={scope}, Signature=none"}
    with request_scope(home, world.REGION):
        answer = await s3.handle_request(method, path, headers, body, query)
    _demand_ok(f"s3 {method} {path}", answer)


def _demand_ok(what: str, answer: tuple[int, Any, Any]) -> None:
    status, _, body = answer
    if not _OK <= status < _OK + 100:
        message = f"seed: {what}: expected HTTP 2xx, found {status}: {body!r}"
        raise RuntimeError(message)
