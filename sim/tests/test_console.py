"""The console stand-in, walked with a plain HTTP client."""

from __future__ import annotations

import time
import urllib.request

import pytest

from helpers.admin import AdminClient
from helpers.aws import Aws
from helpers.browser import Browser, Page
from helpers.roles import EXTERNAL_ID, outcome
from helpers.template import DONE_WITHIN_SECONDS, STACK_NAME, publish

QUICK_CREATE = "/cloudformation/quickcreate"


@pytest.fixture
def browser(aws: Aws) -> Browser:
    return Browser(aws.console_url)


def link(aws: Aws, **changes: str) -> dict[str, str]:
    """The parameters of a launch URL, as they stand behind the `#` of the real console's."""
    return {
        "region": "us-east-1",
        "templateURL": publish(aws),
        "stackName": STACK_NAME,
        "param_ExternalId": EXTERNAL_ID,
        "param_Principal": aws.server_role_arn,
        **changes,
    }


def create(browser: Browser, page: Page, **changes: str) -> Page:
    return browser.submit(page.form(QUICK_CREATE), **{"CAPABILITY_NAMED_IAM": "on", **changes})


def followed(browser: Browser, page: Page) -> Page:
    deadline = time.monotonic() + DONE_WITHIN_SECONDS
    while page.marked["stack-status"].endswith("_IN_PROGRESS"):
        assert time.monotonic() < deadline
        page = browser.get(page.url)
    return page


def test_the_whole_walk(aws: Aws, browser: Browser) -> None:
    account = aws.payer
    page = browser.get(QUICK_CREATE, **link(aws))
    assert page.url.startswith("/signin")
    page = browser.submit(page.form("/signin"), account=account)
    assert page.url.startswith(QUICK_CREATE)
    assert page.marked["account"] == f"Acme ({account})"
    page = followed(browser, create(browser, page))
    assert page.marked["stack-status"] == "CREATE_COMPLETE"
    role_arn = f"arn:aws:iam::{account}:role/landfast/landfast-access"
    for shown in (role_arn, "User Initiated", "AWS::IAM::Role", EXTERNAL_ID):
        assert shown in page.text
    right_id = f"{EXTERNAL_ID}:{account}"
    assert outcome(aws.server("sts"), role_arn, right_id) == 200
    assert STACK_NAME in browser.get("/cloudformation/stacks", region="us-east-1").text
    assert STACK_NAME not in browser.get("/cloudformation/stacks", region="eu-west-1").text
    page = followed(browser, browser.submit(page.form("/cloudformation/delete")))
    assert page.marked["stack-status"] == "DELETE_COMPLETE"
    assert outcome(aws.server("sts"), role_arn, right_id) == (403, "AccessDenied")


def test_the_wrong_account(aws: Aws, browser: Browser) -> None:
    browser.sign_in(aws.stranger)
    page = followed(browser, create(browser, browser.get(QUICK_CREATE, **link(aws))))
    assert page.marked["account"] == f"Mallory ({aws.stranger})"
    assert aws.root(aws.payer, "cloudformation").describe_stacks()["Stacks"] == []
    assert len(aws.root(aws.stranger, "cloudformation").describe_stacks()["Stacks"]) == 1


def test_switching_accounts_comes_back_to_the_page(aws: Aws, browser: Browser) -> None:
    browser.sign_in(aws.stranger)
    page = browser.get(QUICK_CREATE, **link(aws))
    page = browser.sign_in(aws.linked[0], to=page.url)
    assert page.marked["account"] == f"Acme Production ({aws.linked[0]})"
    assert page.form(QUICK_CREATE).fields["param_ExternalId"] == EXTERNAL_ID


def test_another_region(aws: Aws, browser: Browser) -> None:
    browser.sign_in(aws.linked[0])
    page = browser.get(QUICK_CREATE, **link(aws, region="eu-west-1"))
    page = followed(browser, create(browser, page))
    assert page.marked["stack-status"] == "CREATE_COMPLETE"
    elsewhere = aws.root(aws.linked[0], "cloudformation", "eu-west-1").describe_stacks()
    assert len(elsewhere["Stacks"]) == 1


def test_nothing_is_made_without_the_acknowledgement(aws: Aws, browser: Browser) -> None:
    browser.sign_in(aws.linked[0])
    page = browser.get(QUICK_CREATE, **link(aws))
    assert page.form(QUICK_CREATE).checkboxes == {"CAPABILITY_NAMED_IAM"}
    page = browser.submit(page.form(QUICK_CREATE))
    assert page.status == 400
    assert "Requires capabilities : [CAPABILITY_NAMED_IAM]" in page.text
    assert page.form(QUICK_CREATE).fields["param_ExternalId"] == EXTERNAL_ID
    assert aws.root(aws.linked[0], "cloudformation").describe_stacks()["Stacks"] == []


def test_what_the_link_may_fill_in(aws: Aws, browser: Browser) -> None:
    browser.sign_in(aws.linked[0])
    extra = {"param_Unknown": "x", "param_externalid": "y", "param_Remark": "hidden"}
    fields = browser.get(QUICK_CREATE, **link(aws, **extra)).form(QUICK_CREATE).fields
    shown = {name: value for name, value in fields.items() if name.startswith("param_")}
    assert shown == {
        "param_ExternalId": EXTERNAL_ID,
        "param_Principal": aws.server_role_arn,
        "param_RoleName": "landfast-access",
        "param_Remark": "none",
    }


def test_descriptions_and_patterns_are_shown(aws: Aws, browser: Browser) -> None:
    browser.sign_in(aws.linked[0])
    text = browser.get(QUICK_CREATE, **link(aws)).text
    for shown in (
        "Ties the role to one registration.",
        "^lf-[a-z2-7]{26}$",
        "Access for the tests",
    ):
        assert shown in text


def test_an_edited_value_is_refused_in_the_words_of_aws(aws: Aws, browser: Browser) -> None:
    browser.sign_in(aws.linked[0])
    page = create(browser, browser.get(QUICK_CREATE, **link(aws)), param_ExternalId="edited")
    assert page.status == 400
    assert "ValidationError" in page.text
    assert "ExternalId" in page.text
    assert page.form(QUICK_CREATE).fields["param_ExternalId"] == "edited"


def test_a_second_stack_of_the_same_name(aws: Aws, browser: Browser) -> None:
    browser.sign_in(aws.linked[0])
    followed(browser, create(browser, browser.get(QUICK_CREATE, **link(aws))))
    page = create(browser, browser.get(QUICK_CREATE, **link(aws)))
    assert page.status == 400
    assert f"AlreadyExistsException: Stack [{STACK_NAME}] already exists" in page.text


def test_a_missing_template(aws: Aws, browser: Browser) -> None:
    browser.sign_in(aws.linked[0])
    url = publish(aws).replace("api-access", "gone")
    page = browser.get(QUICK_CREATE, **link(aws, templateURL=url))
    assert page.status == 400
    assert "The specified key does not exist." in page.text


def test_progress_can_be_seen(aws: Aws, browser: Browser, admin: AdminClient) -> None:
    admin.post("/settings", stack_seconds=0.5)
    browser.sign_in(aws.linked[0])
    page = create(browser, browser.get(QUICK_CREATE, **link(aws)))
    assert page.marked["stack-status"] == "CREATE_IN_PROGRESS"
    assert followed(browser, page).marked["stack-status"] == "CREATE_COMPLETE"


def test_the_console_calls_aws_as_the_accounts_root(
    aws: Aws, browser: Browser, admin: AdminClient
) -> None:
    account = aws.linked[0]
    browser.sign_in(account)
    followed(browser, create(browser, browser.get(QUICK_CREATE, **link(aws))))
    call = admin.journal(service="cloudformation", action="CreateStack")[0]
    assert call["principal_arn"] == f"arn:aws:iam::{account}:root"


def test_faults_reach_the_console(aws: Aws, browser: Browser, admin: AdminClient) -> None:
    browser.sign_in(aws.linked[0])
    page = browser.get(QUICK_CREATE, **link(aws))
    admin.post("/faults", service="cloudformation", action="CreateStack", kind="throttle", times=1)
    assert "Throttling: Rate exceeded" in create(browser, page).text


@pytest.mark.parametrize("to", ["https://example.com/", "//example.com", "/\\example.com", "x"])
def test_signing_in_never_leads_elsewhere(aws: Aws, browser: Browser, to: str) -> None:
    assert browser.sign_in(aws.payer, to=to).url == "/"


def test_every_control_has_a_label(aws: Aws, browser: Browser) -> None:
    browser.sign_in(aws.linked[0])
    for page in (
        browser.get("/signin"),
        browser.get(QUICK_CREATE, **link(aws)),
        browser.get("/cloudformation/stacks"),
    ):
        assert page.unlabelled == set(), page.url


def test_pages_run_no_inline_script(aws: Aws) -> None:
    with urllib.request.urlopen(f"{aws.console_url}/cloudformation/home", timeout=5) as answer:
        policy = answer.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


def test_values_cannot_break_the_page(aws: Aws, browser: Browser) -> None:
    browser.sign_in(aws.linked[0])
    nasty = '"><script>alert(1)</script>'
    page = browser.get(QUICK_CREATE, **link(aws, stackName=nasty))
    assert page.form(QUICK_CREATE).fields["stackName"] == nasty
