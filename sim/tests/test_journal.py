"""The journal tells who asked for what and how it ended, and holds no secret."""

from __future__ import annotations

import hashlib
import json

import pytest
from botocore.exceptions import ClientError

from helpers.admin import AdminClient, AdminError
from helpers.aws import Aws
from helpers.roles import EXTERNAL_ID, make_role, outcome, trust


def test_assume_role(aws: Aws, admin: AdminClient) -> None:
    account = aws.linked[0]
    role_arn = make_role(aws, account, trust(aws, account))
    right_id = f"{EXTERNAL_ID}:{account}"
    outcome(aws.server("sts"), role_arn, right_id)
    outcome(aws.server("sts"), role_arn)
    entered, refused = admin.journal(service="sts", action="AssumeRole")
    assert entered["account"] == aws.home
    assert ":assumed-role/landfast-server/" in entered["principal_arn"]
    assert (entered["target"], entered["target_account"]) == (role_arn, account)
    assert entered["role_session_name"] == "reg_1"
    assert entered["external_id_sha256"] == hashlib.sha256(right_id.encode()).hexdigest()
    assert (entered["http_status"], entered["error_code"]) == (200, None)
    assert refused["external_id_sha256"] is None
    assert (refused["http_status"], refused["error_code"]) == (403, "AccessDenied")
    assert refused["number"] == entered["number"] + 1


def test_no_external_id_and_no_secret_key(aws: Aws, admin: AdminClient) -> None:
    account = aws.linked[0]
    role_arn = make_role(aws, account, trust(aws, account))
    outcome(aws.server("sts"), role_arn, f"{EXTERNAL_ID}:{account}")
    text = json.dumps(admin.journal())
    keys = aws.about["server_credentials"]
    for secret in (EXTERNAL_ID, keys["secret_access_key"], keys["session_token"]):
        assert secret not in text


def test_other_services(aws: Aws, admin: AdminClient) -> None:
    bucket = aws.about["template_bucket"]
    aws.server("s3").put_object(Bucket=bucket, Key="a/b", Body=b"x")
    with pytest.raises(ClientError):
        aws.root(aws.standalone, "organizations").describe_organization()
    put = admin.journal(service="s3")[0]
    assert (put["action"], put["target"]) == ("PutObject", f"{bucket}/a/b")
    refused = admin.journal(service="organizations")[0]
    assert (refused["action"], refused["account"]) == ("DescribeOrganization", aws.standalone)
    assert refused["error_code"] == "AWSOrganizationsNotInUseException"


def test_a_request_that_a_fault_stopped_is_there(aws: Aws, admin: AdminClient) -> None:
    admin.post("/faults", service="sts", kind="throttle")
    with pytest.raises(ClientError):
        aws.server("sts").get_caller_identity()
    entry = admin.journal(service="sts")[0]
    assert entry["fault"] == "throttle"
    assert (entry["http_status"], entry["error_code"]) == (400, "Throttling")


def test_an_unknown_caller_has_no_name(aws: Aws, admin: AdminClient) -> None:
    stray = {"AccessKeyId": "ASIASTRAY", "SecretAccessKey": "x", "SessionToken": "y"}
    with pytest.raises(ClientError):
        aws.session("sts", stray).get_caller_identity()
    entry = admin.journal(service="sts")[0]
    assert (entry["account"], entry["principal_arn"]) == (None, None)
    assert entry["http_status"] == 403


def test_clearing(aws: Aws, admin: AdminClient) -> None:
    aws.server("sts").get_caller_identity()
    admin.delete("/journal")
    assert admin.journal() == []
    aws.server("sts").get_caller_identity()
    assert [entry["number"] for entry in admin.journal()] == [2]


def test_an_unknown_filter_is_refused(admin: AdminClient) -> None:
    with pytest.raises(AdminError) as refusal:
        admin.journal(servce="sts")
    assert refusal.value.status == 400
