"""Each kind of fault as a client sees it, with the SDK's retries off."""

from __future__ import annotations

import threading
import time
from typing import Any

import pytest
from botocore.exceptions import ClientError, ConnectionClosedError

from helpers.admin import AdminClient, AdminError
from helpers.aws import Aws, code
from helpers.roles import make_role, outcome, trust


def _calls(aws: Aws) -> dict[str, Any]:
    return {
        "sts": aws.server("sts").get_caller_identity,
        "iam": lambda: aws.server("iam").get_role(RoleName="landfast-server"),
        "cloudformation": aws.root(aws.payer, "cloudformation").describe_stacks,
        "organizations": aws.root(aws.payer, "organizations").describe_organization,
        "ce": lambda: aws.root(aws.payer, "ce").list_cost_allocation_tags(),
        "compute-optimizer": lambda: aws.root(
            aws.payer, "compute-optimizer"
        ).get_enrollment_status(),
        "savingsplans": lambda: aws.root(aws.payer, "savingsplans").describe_savings_plans(),
        "tagging": lambda: aws.root(aws.payer, "resourcegroupstaggingapi").get_resources(),
        "s3": lambda: aws.server("s3").list_objects_v2(Bucket=aws.about["template_bucket"]),
    }


@pytest.mark.parametrize(
    ("kind", "service", "expected"),
    [
        ("throttle", "sts", (400, "Throttling")),
        ("throttle", "iam", (400, "Throttling")),
        ("throttle", "cloudformation", (400, "Throttling")),
        ("throttle", "organizations", (400, "TooManyRequestsException")),
        ("throttle", "s3", (503, "SlowDown")),
        ("throttle", "ce", (400, "ThrottlingException")),
        ("throttle", "compute-optimizer", (400, "ThrottlingException")),
        ("throttle", "savingsplans", (400, "ThrottlingException")),
        ("throttle", "tagging", (400, "ThrottledException")),
        ("server_error", "sts", (500, "InternalFailure")),
        ("server_error", "organizations", (500, "ServiceException")),
        ("server_error", "s3", (500, "InternalError")),
        ("unavailable", "sts", (503, "ServiceUnavailable")),
        ("unavailable", "organizations", (503, "ServiceUnavailable")),
    ],
)
def test_refusals(
    aws: Aws, admin: AdminClient, kind: str, service: str, expected: tuple[int, str]
) -> None:
    admin.post("/faults", service=service, kind=kind, times=1)
    call = _calls(aws)[service]
    with pytest.raises(ClientError) as refusal:
        call()
    assert code(refusal.value) == expected
    call()  # used up


def test_a_refused_request_is_not_executed(aws: Aws, admin: AdminClient) -> None:
    admin.post("/faults", service="iam", action="CreateUser", kind="server_error", times=1)
    iam = aws.root(aws.standalone, "iam")
    with pytest.raises(ClientError):
        iam.create_user(UserName="once")
    assert iam.list_users()["Users"] == []


def test_a_head_request_is_refused_without_a_body(aws: Aws, admin: AdminClient) -> None:
    admin.post("/faults", service="s3", kind="throttle", times=1)
    bucket = aws.about["template_bucket"]
    with pytest.raises(ClientError) as refusal:
        aws.server("s3").head_bucket(Bucket=bucket)
    assert code(refusal.value) == (503, "503")
    aws.server("s3").head_bucket(Bucket=bucket)


def test_a_lost_answer_leaves_its_effect(aws: Aws, admin: AdminClient) -> None:
    admin.post("/faults", service="iam", action="CreateUser", kind="lost_answer", times=1)
    iam = aws.root(aws.standalone, "iam")
    with pytest.raises(ConnectionClosedError):
        iam.create_user(UserName="once")
    assert [user["UserName"] for user in iam.list_users()["Users"]] == ["once"]
    entry = admin.journal(action="CreateUser")[0]
    assert (entry["http_status"], entry["fault"]) == (200, "lost_answer")


def test_latency(aws: Aws, admin: AdminClient) -> None:
    admin.post("/faults", service="sts", kind="latency", latency_seconds=0.3, times=1)
    before = time.monotonic()
    aws.server("sts").get_caller_identity()
    assert time.monotonic() - before >= 0.3


def test_action_and_account_narrow_a_fault(aws: Aws, admin: AdminClient) -> None:
    roles = [make_role(aws, a, trust(aws, a, Condition={})) for a in aws.linked[:2]]
    admin.post(
        "/faults", service="sts", action="AssumeRole", account=aws.linked[0], kind="throttle"
    )
    sts = aws.server("sts")
    assert outcome(sts, roles[0]) == (400, "Throttling")
    assert outcome(sts, roles[1]) == 200
    sts.get_caller_identity()
    with pytest.raises(ClientError):
        aws.root(aws.linked[0], "sts").assume_role(RoleArn=roles[1], RoleSessionName="xy")
    admin.delete("/faults")
    assert outcome(sts, roles[0]) == 200


def test_a_fault_hits_as_often_as_it_says(aws: Aws, admin: AdminClient) -> None:
    fault = admin.post("/faults", service="sts", kind="throttle", times=3)
    assert _failures(aws, 5) == [True, True, True, False, False]
    found = admin.get("/faults")["faults"]
    assert [(f["id"], f["hits"], f["times"]) for f in found] == [(fault["id"], 3, 0)]


def test_a_probability_is_the_same_in_every_run(aws: Aws, admin: AdminClient) -> None:
    runs = []
    for _ in range(2):
        admin.delete("/faults")
        admin.post("/faults", service="sts", kind="throttle", probability=0.5, seed=7)
        runs.append(_failures(aws, 20))
    assert runs[0] == runs[1]
    assert 0 < runs[0].count(True) < 20


def test_one_fault_can_be_removed(aws: Aws, admin: AdminClient) -> None:
    fault = admin.post("/faults", service="sts", kind="throttle")
    admin.delete(f"/faults/{fault['id']}")
    aws.server("sts").get_caller_identity()


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "explode"},
        {"service": "sts"},
        {"kind": "throttle", "typo": 1},
        {"kind": "throttle", "times": -1},
        {"kind": "throttle", "probability": 2},
        {"kind": "latency"},
        {"kind": "throttle", "service": 5},
    ],
    ids=str,
)
def test_a_fault_that_cannot_be_read_is_refused(admin: AdminClient, wrong: dict[str, Any]) -> None:
    with pytest.raises(AdminError) as refusal:
        admin.post("/faults", **wrong)
    assert refusal.value.status == 400
    assert admin.get("/faults")["faults"] == []


def _failures(aws: Aws, count: int) -> list[bool]:
    failed = []
    for _ in range(count):
        try:
            aws.server("sts").get_caller_identity()
        except ClientError:
            failed.append(True)
        else:
            failed.append(False)
    return failed


def test_one_call_of_an_organization_at_a_time(aws: Aws, admin: AdminClient) -> None:
    admin.post("/faults", kind="one_at_a_time", service="organizations", latency_seconds=0.3)
    organizations = aws.root(aws.payer, "organizations")
    together = threading.Barrier(2)
    ended: list[str] = []

    def call() -> None:
        together.wait()
        try:
            organizations.list_accounts()
            ended.append("listed")
        except ClientError as refusal:
            ended.append("{} {}".format(*code(refusal)))

    calls = [threading.Thread(target=call) for _ in range(2)]
    for thread in calls:
        thread.start()
    for thread in calls:
        thread.join()
    assert sorted(ended) == ["400 TooManyRequestsException", "listed"]
    organizations.list_accounts()
