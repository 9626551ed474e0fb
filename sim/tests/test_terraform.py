"""Terraform's own resources for reports and exports, where it and its provider are installed."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from helpers.admin import AdminClient
from helpers.aws import Aws

_PROVIDER = Path("registry.terraform.io/hashicorp/aws")
_MODULE = Path(__file__).parent / "data" / "bills.tf"


def _plugins() -> Path | None:
    """A folder of plugins, as the CLI's filesystem mirrors have it, near the root."""
    roots = [Path("/opt"), Path("/usr/share"), Path("/usr/local/share"), Path.home()]
    for root in roots:
        for folder in sorted(root.glob("*")) if root.is_dir() else []:
            if (folder / _PROVIDER).is_dir():
                return folder
    return None


@pytest.mark.skipif(
    shutil.which("terraform") is None or _plugins() is None,
    reason="needs terraform and a folder of plugins with hashicorp/aws",
)
def test_terraform_makes_reports_and_exports(aws: Aws, admin: AdminClient, tmp_path: Path) -> None:
    shutil.copy(_MODULE, tmp_path)
    _terraform(aws, tmp_path, "init", "-backend=false", f"-plugin-dir={_plugins()}")
    _terraform(aws, tmp_path, "apply", "-auto-approve")
    found = admin.post("/deliveries", account=aws.payer, report="landfast-cur")
    assert found["outcome"] == "SUCCESS"
    _terraform(aws, tmp_path, "plan", "-detailed-exitcode")  # 2 if there were anything to do
    _terraform(aws, tmp_path, "destroy", "-auto-approve")
    assert aws.root(aws.payer, "cur").describe_report_definitions()["ReportDefinitions"] == []
    assert aws.root(aws.payer, "bcm-data-exports").list_exports()["Exports"] == []


def _terraform(aws: Aws, folder: Path, *words: str) -> None:
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "TF_"))
    } | {
        "AWS_ENDPOINT_URL": aws.endpoint,
        "AWS_ACCESS_KEY_ID": aws.payer,
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
        "CHECKPOINT_DISABLE": "1",
        "TF_INPUT": "0",
    }
    done = subprocess.run(
        ["terraform", *words, "-no-color"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
