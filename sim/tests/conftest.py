"""One simulated AWS for the whole run, back to its seeded world before every test."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.admin import AdminClient
from helpers.aws import Aws

READY_WITHIN_SECONDS = 30


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Aws]:
    directory = tmp_path_factory.mktemp("sim")
    ready_file = directory / "ready.json"
    with (directory / "sim.log").open("w") as log:
        process = start(ready_file, log.fileno())
        try:
            yield Aws(wait_ready(process, ready_file, directory / "sim.log"))
        finally:
            process.terminate()
            assert process.wait(timeout=10) == 0


@pytest.fixture
def aws(running: Aws) -> Aws:
    AdminClient(running.admin_url).post("/reset")
    return running


@pytest.fixture
def admin(aws: Aws) -> AdminClient:
    return AdminClient(aws.admin_url)


def start(ready_file: Path, log: int, *options: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "landfast_sim", "--port", "0", "--ready-file", str(ready_file)]
    command += options
    # Credentials of the person who runs the tests must make no difference.
    environment = {**os.environ, "AWS_ACCESS_KEY_ID": "stray", "AWS_SECRET_ACCESS_KEY": "stray"}
    return subprocess.Popen(command, stdout=log, stderr=log, env=environment)


def wait_ready(process: subprocess.Popen[bytes], ready_file: Path, log: Path) -> dict[str, object]:
    deadline = time.monotonic() + READY_WITHIN_SECONDS
    while not ready_file.exists():
        if process.poll() is not None or time.monotonic() > deadline:
            pytest.fail(f"the simulated AWS did not get ready:\n{log.read_text()}")
        time.sleep(0.05)
    found: dict[str, object] = json.loads(ready_file.read_text())
    return found
