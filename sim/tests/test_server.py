"""Starting, stopping, steering."""

from __future__ import annotations

import json
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from conftest import start, wait_ready
from helpers.admin import AdminClient, AdminError
from helpers.aws import Aws, code
from helpers.roles import make_role, trust


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_cleanly(tmp_path: Path, how: signal.Signals) -> None:
    ready_file, log_file = tmp_path / "ready.json", tmp_path / "log"
    with log_file.open("w") as log:
        process = start(ready_file, log.fileno())
        about = wait_ready(process, ready_file, log_file)
        assert stat.S_IMODE(ready_file.stat().st_mode) == 0o600
        process.send_signal(how)
        assert process.wait(timeout=10) == 0
    assert not ready_file.exists()
    assert "Traceback" not in log_file.read_text()
    assert _is_closed(str(about["aws_endpoint"]))


def test_a_stale_ready_file_is_gone_at_once(aws: Aws, tmp_path: Path) -> None:
    stale = tmp_path / "ready.json"
    stale.write_text("{}")
    port = aws.endpoint.rpartition(":")[2]
    command = [sys.executable, "-m", "landfast_sim", "--port", port, "--ready-file", str(stale)]
    assert subprocess.run(command, capture_output=True, timeout=20, check=False).returncode == 1
    assert not stale.exists()


def test_a_taken_port_is_named(aws: Aws) -> None:
    port = aws.endpoint.rpartition(":")[2]
    command = [sys.executable, "-m", "landfast_sim", "--port", port]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
    assert ended.returncode == 1
    assert f"port {port} on 127.0.0.1" in ended.stderr


def test_it_listens_on_loopback_only(aws: Aws) -> None:
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        local, state = line.split()[1], line.split()[3]
        address, port = local.split(":")
        ours = {int(url.rpartition(":")[2]) for url in (aws.endpoint, aws.console_url)}
        if state == "0A" and int(port, 16) in ours:
            assert address == "0100007F"


def test_the_ready_file_says_what_the_admin_api_says(aws: Aws, admin: AdminClient) -> None:
    assert admin.get() == aws.about
    assert len(aws.linked) == 6
    assert any(account.startswith("0") for account in aws.linked)


def test_a_reset_leaves_the_seeded_world(aws: Aws, admin: AdminClient) -> None:
    account = aws.linked[0]
    make_role(aws, account, trust(aws, account))
    aws.root(account, "s3").create_bucket(Bucket="left-over")
    aws.root(aws.payer, "organizations").create_account(Email="x@example.com", AccountName="X")
    admin.post("/faults", kind="throttle", service="ec2")
    admin.post("/clock", advance_seconds=5)
    admin.post("/settings", stack_seconds=1)
    admin.post("/reset")
    roles = aws.root(account, "iam").list_roles()["Roles"]
    assert [role["RoleName"] for role in roles] == ["OrganizationAccountAccessRole"]
    assert aws.root(account, "s3").list_buckets()["Buckets"] == []
    accounts = aws.root(aws.payer, "organizations").list_accounts()["Accounts"]
    assert len(accounts) == 7
    assert admin.get("/faults")["faults"] == []
    assert admin.get("/clock")["offset_seconds"] == 0
    assert admin.get("/settings")["stack_seconds"] == 0
    assert aws.server("sts").get_caller_identity()["Account"] == aws.home


def test_a_wrong_key_is_refused(aws: Aws) -> None:
    keys = aws.about["server_credentials"]
    wrong = {
        "AccessKeyId": keys["access_key_id"],
        "SecretAccessKey": "wrong",
        "SessionToken": keys["session_token"],
    }
    fresh = Aws(aws.about)
    with pytest.raises(ClientError) as refusal:
        fresh.session("sts", wrong).get_caller_identity()
    assert code(refusal.value) == (403, "SignatureDoesNotMatch")


def test_the_server_role_can_do_no_more_than_its_policy(aws: Aws) -> None:
    bucket = aws.about["template_bucket"]
    aws.server("s3").put_object(Bucket=bucket, Key="t", Body=b"t")
    assert aws.server("s3").get_object(Bucket=bucket, Key="t")["Body"].read() == b"t"
    aws.root(aws.home, "s3").create_bucket(Bucket="other")
    refusals: list[Callable[[], Any]] = [
        lambda: aws.server("s3").delete_object(Bucket=bucket, Key="t"),
        lambda: aws.server("s3").put_object(Bucket="other", Key="t", Body=b"t"),
        lambda: aws.server("iam").list_roles(),
        lambda: aws.server("iam").get_role(RoleName="another"),
        lambda: aws.server("organizations").describe_organization(),
    ]
    for refused in refusals:
        with pytest.raises(ClientError) as refusal:
            refused()
        assert code(refusal.value)[1] in ("AccessDenied", "AccessDeniedException")


def test_unknown_admin_calls_name_the_known_ones(admin: AdminClient) -> None:
    with pytest.raises(AdminError) as refusal:
        admin.post("/reste")
    assert refusal.value.status == 404
    assert "POST /_sim/reset" in str(refusal.value)


@pytest.mark.parametrize(
    ("path", "body"),
    [("/clock", {"advance_seconds": -1}), ("/clock", {}), ("/settings", {"typo": 1})],
)
def test_admin_mistakes_are_400(admin: AdminClient, path: str, body: dict[str, object]) -> None:
    with pytest.raises(AdminError) as refusal:
        admin.post(path, **body)
    assert refusal.value.status == 400
    assert json.loads(str(refusal.value).partition(": ")[2])["error"]


def _is_closed(url: str) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", int(url.rpartition(":")[2]))) != 0
