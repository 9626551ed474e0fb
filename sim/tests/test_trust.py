"""Who gets into a customer's role: the matrix of trust policies, end to end."""

from __future__ import annotations

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from helpers.admin import AdminClient
from helpers.aws import Aws, code
from helpers.roles import EXTERNAL_ID, ROLE_NAME, assume, make_role, outcome, trust

DENIED = (403, "AccessDenied")


def test_the_server_is_a_session_of_its_role(aws: Aws) -> None:
    identity = aws.server("sts").get_caller_identity()
    assert identity["Account"] == aws.home
    assert identity["Arn"].startswith(f"arn:aws:sts::{aws.home}:assumed-role/landfast-server/")
    role = aws.server("iam").get_role(RoleName="landfast-server")["Role"]
    assert role["Arn"] == aws.server_role_arn


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (f"{EXTERNAL_ID}:{{account}}", 200),
        (f"{EXTERNAL_ID}:999999999999", DENIED),
        ("lf-wrong:{account}", DENIED),
        (EXTERNAL_ID, DENIED),
        (None, DENIED),
    ],
    ids=["right", "other-account", "wrong", "bare", "none"],
)
def test_external_id(aws: Aws, given: str | None, expected: Any) -> None:
    account = aws.linked[0]
    role_arn = make_role(aws, account, trust(aws, account))
    external_id = given.format(account=account) if given else None
    assert outcome(aws.server("sts"), role_arn, external_id) == expected


def test_the_session_works_in_the_customers_account(aws: Aws) -> None:
    account = aws.linked[0]
    role_arn = make_role(aws, account, trust(aws, account))
    answer = assume(aws.server("sts"), role_arn, f"{EXTERNAL_ID}:{account}")
    identity = aws.session("sts", answer["Credentials"]).get_caller_identity()
    assert identity["Account"] == account
    assert identity["Arn"] == f"arn:aws:sts::{account}:assumed-role/landfast-access/reg_1"


def test_another_principal_of_the_same_account_is_refused(aws: Aws) -> None:
    account = aws.linked[0]
    role_arn = make_role(aws, account, trust(aws, account))
    right_id = f"{EXTERNAL_ID}:{account}"
    assert outcome(aws.server("sts"), role_arn, right_id) == 200
    assert outcome(aws.root(aws.home, "sts"), role_arn, right_id) == DENIED
    assert outcome(_other_role_of_home(aws), role_arn, right_id) == DENIED


def test_another_account_is_refused(aws: Aws) -> None:
    account = aws.linked[0]
    role_arn = make_role(aws, account, trust(aws, account))
    for caller in (aws.stranger, aws.payer, aws.standalone):
        assert outcome(aws.root(caller, "sts"), role_arn, f"{EXTERNAL_ID}:{account}") == DENIED


def test_a_missing_role_and_a_wrong_path_look_like_a_denial(aws: Aws) -> None:
    account = aws.linked[0]
    role_arn = make_role(aws, account, trust(aws, account))
    messages = []
    for wrong in (role_arn + "x", role_arn.replace("/landfast/", "/landfast/deeper/")):
        with pytest.raises(ClientError) as refusal:
            assume(aws.server("sts"), wrong, f"{EXTERNAL_ID}:{account}")
        assert code(refusal.value) == DENIED
        messages.append(refusal.value.response["Error"]["Message"].replace(wrong, "ROLE"))
    with pytest.raises(ClientError) as denial:
        assume(aws.server("sts"), role_arn)
    known = denial.value.response["Error"]["Message"].replace(role_arn, "ROLE")
    assert messages == [known, known]


def test_the_server_may_only_enter_roles_below_landfast(aws: Aws) -> None:
    account = aws.linked[0]
    policy = trust(aws, account, Condition={})
    iam = aws.root(account, "iam")
    role = iam.create_role(RoleName="elsewhere", AssumeRolePolicyDocument=json.dumps(policy))
    assert outcome(aws.server("sts"), role["Role"]["Arn"]) == DENIED


_UNSAFE: dict[str, tuple[dict[str, Any], Any, Any]] = {
    # name: (changes of the statement, without an external id, with a wrong one)
    "no-condition": ({"Condition": {}}, 200, 200),
    "string-like-star": ({"Condition": {"StringLike": {"sts:ExternalId": "*"}}}, DENIED, 200),
    "if-exists": (
        {"Condition": {"StringEqualsIfExists": {"sts:ExternalId": f"{EXTERNAL_ID}:x"}}},
        200,
        DENIED,
    ),
    "for-all-values": (
        {"Condition": {"ForAllValues:StringEquals": {"sts:ExternalId": f"{EXTERNAL_ID}:x"}}},
        200,
        DENIED,
    ),
    "everybody": ({"Principal": "*", "Condition": {}}, 200, 200),
    "every-aws-account": ({"Principal": {"AWS": "*"}, "Condition": {}}, 200, 200),
    "not-equals": ({"Condition": {"StringNotEquals": {"sts:ExternalId": "other"}}}, 200, 200),
}


@pytest.mark.parametrize("name", _UNSAFE)
def test_unsafe_trust_behaves_as_in_aws(aws: Aws, name: str) -> None:
    changes, without, with_wrong = _UNSAFE[name]
    account = aws.standalone
    role_arn = make_role(aws, account, trust(aws, account, **changes))
    assert outcome(aws.server("sts"), role_arn) == without
    assert outcome(aws.server("sts"), role_arn, "lf-wrong") == with_wrong


def test_a_role_that_trusts_everybody_lets_a_stranger_in(aws: Aws) -> None:
    account = aws.standalone
    role_arn = make_role(aws, account, trust(aws, account, Principal="*", Condition={}))
    assert outcome(aws.root(aws.stranger, "sts"), role_arn) == 200


def test_principal_arn_is_the_roles_for_every_operator(aws: Aws) -> None:
    account = aws.linked[1]
    wanted = aws.server_role_arn
    for index, (operator, value, expected) in enumerate(
        [
            ("ArnEquals", wanted, 200),
            ("StringEquals", wanted, 200),
            ("ArnLike", f"arn:aws:iam::{aws.home}:role/service/*", 200),
            ("ArnEquals", f"arn:aws:iam::{aws.home}:role/landfast-server", DENIED),
            ("ArnLike", f"arn:aws:sts::{aws.home}:assumed-role/landfast-server/*", DENIED),
        ]
    ):
        policy = trust(aws, account, Condition={operator: {"aws:PrincipalArn": value}})
        role_arn = make_role(aws, account, policy, name=f"r{index}")
        assert outcome(aws.server("sts"), role_arn) == expected, (operator, value)


def test_source_identity_needs_the_trust_policys_word(aws: Aws) -> None:
    account = aws.linked[0]
    right_id = f"{EXTERNAL_ID}:{account}"
    plain = make_role(aws, account, trust(aws, account), name="plain")
    actions = ["sts:AssumeRole", "sts:SetSourceIdentity"]
    named = make_role(aws, account, trust(aws, account, Action=actions), name="named")
    assert outcome(aws.server("sts"), plain, right_id, SourceIdentity="job_1") == DENIED
    assert outcome(aws.server("sts"), named, right_id, SourceIdentity="job_1") == 200


def test_sessions_are_as_long_as_the_role_and_chaining_allow(aws: Aws) -> None:
    account = aws.linked[0]
    policy = trust(aws, account, Principal={"AWS": "*"}, Condition={})
    role_arn = make_role(aws, account, policy, MaxSessionDuration=7200)
    invalid = (400, "ValidationError")
    assert outcome(aws.server("sts"), role_arn, DurationSeconds=3600) == 200
    assert outcome(aws.server("sts"), role_arn, DurationSeconds=3601) == invalid


@pytest.mark.parametrize(
    "changes",
    [
        {"Principal": {"AWS": "arn:aws:iam::12:root"}},
        {"Principal": {"AWS": "arn:aws:iam::111122223333:role/*"}},
        {"Principal": {"AWS": "arn:aws:iam::111122223333:role/landfast-server"}},
        {"Principal": {"AWS": "aws:iam::111122223333:root"}},
        {"Principal": "nobody"},
        {"Resource": "*"},
        {"Effect": "Perhaps"},
    ],
    ids=str,
)
def test_a_malformed_trust_policy_is_refused(aws: Aws, changes: dict[str, Any]) -> None:
    with pytest.raises(ClientError) as refusal:
        make_role(aws, aws.linked[0], trust(aws, aws.linked[0], **changes))
    assert code(refusal.value) == (400, "MalformedPolicyDocument")
    iam = aws.root(aws.linked[0], "iam")
    make_role(aws, aws.linked[0], trust(aws, aws.linked[0]))
    policy = json.dumps(trust(aws, aws.linked[0], **changes))
    with pytest.raises(ClientError) as refusal:
        iam.update_assume_role_policy(RoleName=ROLE_NAME, PolicyDocument=policy)
    assert code(refusal.value) == (400, "MalformedPolicyDocument")


def test_a_role_or_account_id_can_be_the_principal(aws: Aws) -> None:
    account = aws.linked[0]
    right_id = f"{EXTERNAL_ID}:{account}"
    for index, principal in enumerate((aws.server_role_arn, aws.home)):
        policy = trust(aws, account, Principal={"AWS": principal})
        role_arn = make_role(aws, account, policy, name=f"r{index}")
        assert outcome(aws.server("sts"), role_arn, right_id) == 200


def test_a_session_ends_on_the_simulations_clock(aws: Aws, admin: AdminClient) -> None:
    account = aws.linked[0]
    role_arn = make_role(aws, account, trust(aws, account))
    answer = assume(aws.server("sts"), role_arn, f"{EXTERNAL_ID}:{account}", DurationSeconds=900)
    session = aws.session("sts", answer["Credentials"])
    assert session.get_caller_identity()["Account"] == account
    admin.post("/clock", advance_seconds=901)
    with pytest.raises(ClientError) as refusal:
        session.get_caller_identity()
    assert code(refusal.value) == (403, "ExpiredToken")
    assert aws.server("sts").get_caller_identity()["Account"] == aws.home


def test_a_new_role_is_invisible_for_a_while(aws: Aws, admin: AdminClient) -> None:
    account = aws.linked[0]
    admin.post("/settings", role_delay_seconds=10)
    role_arn = make_role(aws, account, trust(aws, account))
    right_id = f"{EXTERNAL_ID}:{account}"
    assert outcome(aws.server("sts"), role_arn, right_id) == DENIED
    admin.post("/clock", advance_seconds=9)
    assert outcome(aws.server("sts"), role_arn, right_id) == DENIED
    admin.post("/clock", advance_seconds=1)
    assert outcome(aws.server("sts"), role_arn, right_id) == 200


def _other_role_of_home(aws: Aws) -> Any:
    iam = aws.root(aws.home, "iam")
    policy = trust(aws, aws.home, Condition={})
    role = iam.create_role(RoleName="other", AssumeRolePolicyDocument=json.dumps(policy))
    everything = {"Effect": "Allow", "Action": "*", "Resource": "*"}
    document = json.dumps({"Version": "2012-10-17", "Statement": [everything]})
    iam.put_role_policy(RoleName="other", PolicyName="all", PolicyDocument=document)
    answer = assume(aws.root(aws.home, "sts"), role["Role"]["Arn"])
    return aws.session("sts", answer["Credentials"])
