"""An organization of thousands of accounts."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from conftest import start, wait_ready
from helpers import stack_sets
from helpers.admin import AdminClient
from helpers.aws import Aws
from helpers.browser import Browser
from helpers.roles import assume

LINKED = 5_000


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Aws]:
    directory = tmp_path_factory.mktemp("large")
    ready_file, log_file = directory / "ready.json", directory / "log"
    with log_file.open("w") as log:
        process = start(ready_file, log.fileno(), "--linked", str(LINKED))
        try:
            yield Aws(wait_ready(process, ready_file, log_file))
        finally:
            process.terminate()
            assert process.wait(timeout=10) == 0


def test_the_ready_file_lists_them(large: Aws) -> None:
    assert len(set(large.linked)) == LINKED
    assert set(large.linked) < set(large.about["account_names"])


def test_pages_hold_every_account_once(large: Aws) -> None:
    started = time.monotonic()
    paginator = large.root(large.payer, "organizations").get_paginator("list_accounts")
    pages = [page["Accounts"] for page in paginator.paginate()]
    assert {len(page) for page in pages[:-1]} == {20}
    found = [account["Id"] for page in pages for account in page]
    assert sorted(found) == sorted([large.payer, *large.linked])
    assert time.monotonic() - started < 20


def test_units_come_in_pages_too(large: Aws) -> None:
    organizations = large.root(large.payer, "organizations")
    paginator = organizations.get_paginator("list_organizational_units_for_parent")
    parent = large.about["units"]["Staging"]
    pages = [page["OrganizationalUnits"] for page in paginator.paginate(ParentId=parent)]
    assert [len(page) for page in pages] == [20] * 5
    under = organizations.list_accounts_for_parent(ParentId=pages[4][0]["Id"])
    assert under["Accounts"]


def test_each_can_be_entered_by_the_payer(large: Aws) -> None:
    for account in large.linked[-3:]:
        role_arn = f"arn:aws:iam::{account}:role/OrganizationAccountAccessRole"
        credentials = assume(large.root(large.payer, "sts"), role_arn)["Credentials"]
        assert large.session("iam", credentials).list_roles()["Roles"]


def test_the_console_knows_every_account(large: Aws) -> None:
    browser = Browser(large.console_url)
    form = browser.get("/signin").form("/signin")
    assert len(form.choices["account"]) == 60
    account = large.linked[-1]
    page = browser.submit(form, another=account)
    assert page.marked["account"] == f"{large.about['account_names'][account]} ({account})"


def test_the_console_shows_the_first_instances(large: Aws) -> None:
    payer = stack_sets.payer(large)
    stack_sets.create(large, payer)
    AdminClient(large.admin_url).post("/settings", stack_seconds=0.2)
    slowly = {"FailureToleranceCount": 10, "MaxConcurrentCount": 10}
    root = large.about["root_id"]
    operation = stack_sets.deploy(payer, root, OperationPreferences=slowly)
    browser = Browser(large.console_url)
    browser.sign_in(large.payer)
    named = {"name": stack_sets.NAME, "operationId": operation}
    page = browser.get("/cloudformation/stackset/operation", **named)
    assert "Results (the first 200 of 5000)" in page.text
    payer.stop_stack_set_operation(StackSetName=stack_sets.NAME, OperationId=operation)
    assert stack_sets.ended(payer, operation)["Status"] == "STOPPED"
    page = browser.get("/cloudformation/stackset", name=stack_sets.NAME)
    assert "Stack instances (the first 200 of 5000)" in page.text
