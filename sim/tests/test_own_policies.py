"""A role that reads its own policies, as far as its own policies let it."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from botocore.exceptions import ClientError

from helpers.aws import REGION, Aws, code
from helpers.roles import ROLE_NAME, allow, enter, policy
from helpers.shapes import misfits

ON_ROLE = ("iam:ListRolePolicies", "iam:GetRolePolicy", "iam:ListAttachedRolePolicies")
ON_POLICY = ("iam:GetPolicy", "iam:GetPolicyVersion")
DOCUMENT = policy(allow("organizations:DescribeOrganization"), {**allow("s3:*"), "Sid": "Sp ace+"})


@pytest.fixture
def read(aws: Aws) -> dict[str, Any]:
    """The statements of a role that may read itself and what is below /landfast/."""
    account = aws.linked[0]
    return enter(
        aws,
        account,
        allow(*ON_ROLE, resource=f"arn:aws:iam::{account}:role/landfast/{ROLE_NAME}"),
        allow(*ON_POLICY, resource=f"arn:aws:iam::{account}:policy/landfast/*"),
    )


def attach(aws: Aws, path: str = "/landfast/") -> str:
    iam = aws.root(aws.linked[0], "iam")
    made = iam.create_policy(PolicyName="extra", Path=path, PolicyDocument=DOCUMENT)
    arn: str = made["Policy"]["Arn"]
    iam.attach_role_policy(RoleName=ROLE_NAME, PolicyArn=arn)
    return arn


def test_a_role_reads_all_its_own_policies(aws: Aws, read: dict[str, Any]) -> None:
    iam = aws.session("iam", read)
    arn = attach(aws)
    answers: dict[str, Any] = {
        "list_role_policies": iam.list_role_policies(RoleName=ROLE_NAME),
        "get_role_policy": iam.get_role_policy(RoleName=ROLE_NAME, PolicyName="reads"),
        "list_attached_role_policies": iam.list_attached_role_policies(RoleName=ROLE_NAME),
        "get_policy": iam.get_policy(PolicyArn=arn),
        "get_policy_version": iam.get_policy_version(PolicyArn=arn, VersionId="v1"),
    }
    assert [m for name, answer in answers.items() for m in misfits(iam, name, answer)] == []
    assert answers["list_role_policies"]["PolicyNames"] == ["reads"]
    assert answers["get_role_policy"]["PolicyDocument"]["Statement"][0]["Action"] == list(ON_ROLE)
    attached = answers["list_attached_role_policies"]["AttachedPolicies"]
    assert attached == [{"PolicyName": "extra", "PolicyArn": arn}]
    assert answers["get_policy"]["Policy"]["DefaultVersionId"] == "v1"
    version = answers["get_policy_version"]["PolicyVersion"]
    assert version["Document"] == json.loads(DOCUMENT)


def test_documents_are_url_encoded_on_the_wire(aws: Aws, read: dict[str, Any]) -> None:
    arn = attach(aws)
    query = f"Action=GetPolicyVersion&PolicyArn={quote(arn, safe='')}&VersionId=v1"
    raw = _signed(aws, read, query)
    assert f"<Document>{quote(DOCUMENT, safe='')}</Document>" in raw


@pytest.mark.parametrize("action", ON_ROLE)
def test_other_roles_stay_closed(aws: Aws, read: dict[str, Any], action: str) -> None:
    aws.root(aws.linked[0], "iam").create_role(
        RoleName="theirs", Path="/landfast/", AssumeRolePolicyDocument=_trust(aws)
    )
    calls: dict[str, Callable[[Any], Any]] = {
        "iam:ListRolePolicies": lambda iam: iam.list_role_policies(RoleName="theirs"),
        "iam:GetRolePolicy": lambda iam: iam.get_role_policy(RoleName="theirs", PolicyName="x"),
        "iam:ListAttachedRolePolicies": lambda iam: iam.list_attached_role_policies(
            RoleName="theirs"
        ),
    }
    with pytest.raises(ClientError) as refusal:
        calls[action](aws.session("iam", read))
    assert code(refusal.value) == (403, "AccessDenied")


def test_policies_elsewhere_stay_closed(aws: Aws, read: dict[str, Any]) -> None:
    arn = attach(aws, path="/")
    iam = aws.session("iam", read)
    with pytest.raises(ClientError) as refusal:
        iam.get_policy(PolicyArn=arn)
    assert code(refusal.value) == (403, "AccessDenied")
    with pytest.raises(ClientError) as refusal:
        iam.get_policy_version(PolicyArn=arn, VersionId="v1")
    assert code(refusal.value) == (403, "AccessDenied")


def test_without_the_permission_nothing_is_read(aws: Aws) -> None:
    iam = aws.session("iam", enter(aws, aws.linked[0], allow("sts:GetCallerIdentity")))
    with pytest.raises(ClientError) as refusal:
        iam.list_role_policies(RoleName=ROLE_NAME)
    assert code(refusal.value) == (403, "AccessDenied")


def _trust(aws: Aws) -> str:
    statement = {
        "Effect": "Allow",
        "Principal": {"AWS": f"arn:aws:iam::{aws.home}:root"},
        "Action": "sts:AssumeRole",
    }
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def _signed(aws: Aws, credentials: dict[str, Any], query: str) -> str:
    keys = ("AccessKeyId", "SecretAccessKey", "SessionToken")
    url = f"{aws.endpoint}/?{query}&Version=2010-05-08"
    request = AWSRequest("GET", url)
    signer = SigV4Auth(Credentials(*(credentials[key] for key in keys)), "iam", REGION)
    signer.add_auth(request)
    plain = urllib.request.Request(url, headers=dict(request.headers))
    with urllib.request.urlopen(plain, timeout=10) as answer:
        text: str = answer.read().decode()
    return text
