"""Users and their access keys, through a rotation, and keys of the root user."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from helpers.admin import AdminClient
from helpers.aws import Aws, code
from helpers.roles import allow, enter, policy
from helpers.shapes import misfits

USER = "landfast"
Key = dict[str, Any]


@pytest.fixture
def iam(aws: Aws) -> Any:
    """IAM of a standalone account that has a user with a policy."""
    client = aws.root(aws.standalone, "iam")
    client.create_user(UserName=USER, Path="/landfast/")
    own = f"arn:aws:iam::{aws.standalone}:user/landfast/{USER}"
    keys = ("Create", "Update", "Delete")
    actions = (*(f"iam:{verb}AccessKey" for verb in keys), "iam:ListAccessKeys")
    client.put_user_policy(
        UserName=USER,
        PolicyName="rotation",
        PolicyDocument=policy(allow(*actions, "iam:GetAccessKeyLastUsed", resource=own)),
    )
    return client


def new_key(iam: Any, **of: str) -> Key:
    answer = iam.create_access_key(**of)
    assert misfits(iam, "create_access_key", answer) == []
    key: Key = answer["AccessKey"]
    return key


def holder(aws: Aws, service: str, key: Key, **changes: str) -> Any:
    return aws.session(service, {"SessionToken": None, **key, **changes})


def identity(aws: Aws, key: Key, **changes: str) -> Any:
    """The ARN that GetCallerIdentity names, or the HTTP status and code of the refusal."""
    try:
        return holder(aws, "sts", key, **changes).get_caller_identity()["Arn"]
    except ClientError as error:
        return code(error)


def user_arn(aws: Aws) -> str:
    return f"arn:aws:iam::{aws.standalone}:user/landfast/{USER}"


def test_a_rotation_by_the_user_itself(aws: Aws, iam: Any) -> None:
    old = new_key(iam, UserName=USER)
    own = holder(aws, "iam", old)
    new = new_key(own)
    assert new["UserName"] == USER
    listed = own.list_access_keys()
    assert misfits(own, "list_access_keys", listed) == []
    assert {key["AccessKeyId"] for key in listed["AccessKeyMetadata"]} == {
        old["AccessKeyId"],
        new["AccessKeyId"],
    }
    assert identity(aws, new) == user_arn(aws)
    successor = holder(aws, "iam", new)
    successor.update_access_key(AccessKeyId=old["AccessKeyId"], Status="Inactive")
    assert identity(aws, old) == (403, "InvalidClientTokenId")
    successor.update_access_key(AccessKeyId=old["AccessKeyId"], Status="Active")
    assert identity(aws, old) == user_arn(aws)
    successor.delete_access_key(AccessKeyId=old["AccessKeyId"])
    assert identity(aws, old) == (403, "InvalidClientTokenId")
    assert len(successor.list_access_keys(UserName=USER)["AccessKeyMetadata"]) == 1


def test_a_wrong_secret(aws: Aws, iam: Any) -> None:
    key = new_key(iam, UserName=USER)
    # A client is kept by its key id, so the wrong secret must come first.
    assert identity(aws, key, SecretAccessKey="x" * 40) == (403, "SignatureDoesNotMatch")


def test_a_key_that_never_was(aws: Aws) -> None:
    key = {"AccessKeyId": "AKIAIOSFODNN7EXAMPLE", "SecretAccessKey": "x" * 40}
    assert identity(aws, key) == (403, "InvalidClientTokenId")


def test_a_third_key_is_refused(iam: Any) -> None:
    for _ in range(2):
        new_key(iam, UserName=USER)
    with pytest.raises(ClientError) as refusal:
        iam.create_access_key(UserName=USER)
    assert code(refusal.value) == (409, "LimitExceeded")


def test_a_user_has_no_power_over_others(aws: Aws, iam: Any) -> None:
    iam.create_user(UserName="other")
    own = holder(aws, "iam", new_key(iam, UserName=USER))
    for call in ("create_access_key", "list_access_keys"):
        with pytest.raises(ClientError) as refusal:
            getattr(own, call)(UserName="other")
        assert code(refusal.value) == (403, "AccessDenied")


def test_a_new_key_is_unknown_for_a_while(aws: Aws, admin: AdminClient, iam: Any) -> None:
    admin.post("/settings", key_delay_seconds=10)
    key = new_key(iam, UserName=USER)
    assert identity(aws, key) == (403, "InvalidClientTokenId")
    admin.post("/clock", advance_seconds=9)
    assert identity(aws, key) == (403, "InvalidClientTokenId")
    admin.post("/clock", advance_seconds=1)
    assert identity(aws, key) == user_arn(aws)
    iam.update_access_key(UserName=USER, AccessKeyId=key["AccessKeyId"], Status="Inactive")
    iam.update_access_key(UserName=USER, AccessKeyId=key["AccessKeyId"], Status="Active")
    assert identity(aws, key) == user_arn(aws)


def test_when_a_key_was_last_used(aws: Aws, admin: AdminClient, iam: Any) -> None:
    key = new_key(iam, UserName=USER)
    own = holder(aws, "iam", key)
    asked = {"AccessKeyId": key["AccessKeyId"]}
    never = iam.get_access_key_last_used(**asked)
    assert misfits(iam, "get_access_key_last_used", never) == []
    assert never["AccessKeyLastUsed"] == {"Region": "N/A", "ServiceName": "N/A"}
    admin.post("/clock", advance_seconds=3600)
    identity(aws, key)
    used = own.get_access_key_last_used(**asked)
    assert misfits(own, "get_access_key_last_used", used) == []
    assert used["AccessKeyLastUsed"]["ServiceName"] == "iam"  # this very call
    ahead = used["AccessKeyLastUsed"]["LastUsedDate"] - key["CreateDate"]
    assert ahead.total_seconds() >= 3599


def test_the_account_is_in_the_key_id(aws: Aws, iam: Any) -> None:
    key = new_key(iam, UserName=USER)
    sts = aws.root(aws.stranger, "sts")
    answer = sts.get_access_key_info(AccessKeyId=key["AccessKeyId"])
    assert answer["Account"] == aws.standalone
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
    bits = 0
    for letter in key["AccessKeyId"][4:14]:
        bits = bits << 5 | alphabet.index(letter)
    assert f"{bits >> 9 & (1 << 40) - 1:012d}" == aws.standalone


def test_keys_of_the_root_user(aws: Aws, admin: AdminClient) -> None:
    iam = aws.root(aws.standalone, "iam")
    key = new_key(iam)
    root = f"arn:aws:iam::{aws.standalone}:root"
    assert identity(aws, key) == root
    answer = holder(aws, "sts", key).get_caller_identity()
    assert answer["UserId"] == answer["Account"] == aws.standalone
    assert holder(aws, "iam", key).list_users()["Users"] == []
    assert admin.journal(action="ListUsers")[0]["principal_arn"] == root
    listed = iam.list_access_keys()["AccessKeyMetadata"]
    assert [found["AccessKeyId"] for found in listed] == [key["AccessKeyId"]]
    iam.delete_access_key(AccessKeyId=key["AccessKeyId"])
    assert identity(aws, key) == (403, "InvalidClientTokenId")


@pytest.mark.usefixtures("iam")
def test_a_role_has_to_name_the_user(aws: Aws) -> None:
    role = aws.session("iam", enter(aws, aws.standalone, allow("iam:*")))
    with pytest.raises(ClientError) as refusal:
        role.create_access_key()
    assert code(refusal.value) == (400, "ValidationError")
    assert new_key(role, UserName=USER)["UserName"] == USER


def test_a_user_with_keys_is_not_deleted(iam: Any) -> None:
    key = new_key(iam, UserName=USER)
    iam.delete_user_policy(UserName=USER, PolicyName="rotation")
    with pytest.raises(ClientError) as refusal:
        iam.delete_user(UserName=USER)
    assert code(refusal.value) == (409, "DeleteConflict")
    iam.delete_access_key(UserName=USER, AccessKeyId=key["AccessKeyId"])
    iam.delete_user(UserName=USER)
