"""Creating a StackSet in the console stand-in and following it."""

from __future__ import annotations

import time

import pytest

from helpers import stack_sets
from helpers.admin import AdminClient
from helpers.aws import Aws
from helpers.browser import Browser, Page
from helpers.choices import as_text
from helpers.roles import EXTERNAL_ID, outcome
from helpers.stack_sets import NAME
from helpers.template import DONE_WITHIN_SECONDS, publish

CREATE = "/cloudformation/stacksets/create"
EDIT = "/cloudformation/stackset/edit"
LIST = "/cloudformation/stacksets"
DELETE = "/cloudformation/stackset/delete"


@pytest.fixture
def browser(aws: Aws) -> Browser:
    opened = Browser(aws.console_url)
    opened.sign_in(aws.payer)
    return opened


def opened(aws: Aws, browser: Browser) -> Page:
    """The form, once the URL of the template was entered."""
    return browser.get(CREATE, region="us-east-1", templateURL=publish(aws))


def filled(aws: Aws, **changes: str) -> dict[str, str]:
    return {
        "stackSetName": NAME,
        "param_ExternalId": EXTERNAL_ID,
        "param_Principal": aws.server_role_arn,
        "MaxConcurrentCount": "10",
        "FailureToleranceCount": "10",
        "CAPABILITY_NAMED_IAM": "on",
        **changes,
    }


def followed(browser: Browser, page: Page) -> Page:
    deadline = time.monotonic() + DONE_WITHIN_SECONDS
    while page.marked["operation-0"] in ("QUEUED", "RUNNING"):
        assert time.monotonic() < deadline
        page = browser.get(page.url)
    return page


def test_the_whole_walk(aws: Aws, browser: Browser) -> None:
    page = browser.get(LIST)
    assert "is not activated" in page.text
    page = browser.submit(page.form(f"{LIST}/activate"))
    assert "Trusted access with AWS Organizations is activated." in page.text

    form = opened(aws, browser).form(CREATE)
    assert form.choices["targets"] == ["organization", "units"]
    assert (form.fields["execution"], form.fields["targets"]) == ("inactive", "organization")
    page = followed(browser, browser.submit(form, **filled(aws, execution="active")))
    assert page.marked["operation-0"] == "SUCCEEDED"
    for shown in (*aws.linked, "SERVICE_MANAGED", EXTERNAL_ID, "Active", aws.about["root_id"]):
        assert shown in page.text
    for account in aws.linked:
        role_arn = f"arn:aws:iam::{account}:role/landfast/landfast-access"
        assert outcome(aws.server("sts"), role_arn, f"{EXTERNAL_ID}:{account}") == 200
    assert NAME in browser.get(LIST).text

    page = followed(browser, browser.submit(page.form(DELETE)))
    assert "Stack instances None." in page.text
    page = browser.submit(page.form(DELETE))
    assert page.url.startswith(LIST)
    assert NAME not in page.text


def test_units_are_named_by_their_ids(aws: Aws, browser: Browser, admin: AdminClient) -> None:
    admin.post("/stack-failures", accounts=[aws.linked[3]], reason="The name is taken.")
    payer = stack_sets.payer(aws)
    units = aws.about["units"]
    chosen = f"{units['Sandbox']}, {units['Data']}"
    form = opened(aws, browser).form(CREATE)
    page = browser.submit(
        form, **filled(aws, targets="units", unitIds=chosen, deployRegion="eu-west-1")
    )
    followed(browser, page)
    found = stack_sets.instances(payer)
    assert set(found) == {aws.linked[1], *aws.linked[3:5]}
    assert {instance["Region"] for instance in found.values()} == {"eu-west-1"}
    operation = payer.list_stack_set_operations(StackSetName=NAME)["Summaries"][0]
    page = browser.get(
        "/cloudformation/stackset/operation", name=NAME, operationId=operation["OperationId"]
    )
    assert page.marked["operation-status"] == "SUCCEEDED"
    assert "ResourceStatusReason:The name is taken." in page.text


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"CAPABILITY_NAMED_IAM": ""}, "Requires capabilities : [CAPABILITY_NAMED_IAM]"),
        ({"param_ExternalId": "no"}, "ExternalId"),
        ({"targets": "units", "unitIds": "ou-ac01-nothing0"}, "does not exist"),
        ({"MaxConcurrentCount": "many"}, "expected a number"),
    ],
)
def test_mistakes(aws: Aws, browser: Browser, change: dict[str, str], said: str) -> None:
    stack_sets.payer(aws)
    page = browser.submit(opened(aws, browser).form(CREATE), **filled(aws, **change))
    assert page.status == 400
    assert said in page.text
    assert page.form(CREATE).fields["stackSetName"] == NAME
    assert NAME not in browser.get(LIST).text


def test_without_trusted_access(aws: Aws, browser: Browser) -> None:
    page = browser.submit(opened(aws, browser).form(CREATE), **filled(aws))
    assert "You must enable organizations access" in page.text


def test_a_member_has_no_organization_to_deploy_to(aws: Aws, browser: Browser) -> None:
    browser.sign_in(aws.linked[0])
    assert "Trusted access" not in browser.get(LIST).text
    page = browser.submit(opened(aws, browser).form(CREATE), **filled(aws))
    assert page.status == 400
    assert "AccessDeniedException" in page.text


def test_a_link_fills_nothing_in(aws: Aws, browser: Browser) -> None:
    page = browser.get(CREATE, region="us-east-1", stackSetName=NAME)
    assert page.form(CREATE).fields == {"region": "us-east-1", "templateURL": ""}
    url = publish(aws)
    page = browser.get(CREATE, templateURL=url, stackSetName=NAME, param_ExternalId=EXTERNAL_ID)
    assert page.form(CREATE).fields["stackSetName"] == ""
    assert page.form(CREATE).fields["param_ExternalId"] == ""
    assert browser.get(CREATE, templateURL="http://nowhere/x").status == 400


def test_the_template_is_replaced(aws: Aws, browser: Browser) -> None:
    payer = stack_sets.payer(aws)
    browser.submit(opened(aws, browser).form(CREATE), **filled(aws, param_Remark="secret"))
    page = followed(browser, browser.get("/cloudformation/stackset", name=NAME))
    bucket = aws.about["template_bucket"]
    aws.server("s3").put_object(Bucket=bucket, Key="newer.json", Body=as_text())
    page = browser.get(EDIT, name=NAME, templateURL=f"{aws.endpoint}/{bucket}/newer.json")
    form = next(form for form in page.forms if form.method == "post")
    assert form.fields["param_ExternalId"] == EXTERNAL_ID
    assert (form.fields["param_Remark"], form.fields["param_Billing"]) == ("", "on")
    refused = browser.submit(form, param_Billing="off")
    assert "Requires capabilities : [CAPABILITY_NAMED_IAM]" in refused.text
    page = browser.submit(form, param_Billing="off", CAPABILITY_NAMED_IAM="on")
    assert followed(browser, page).marked["operation-0"] == "SUCCEEDED"
    found = payer.describe_stack_set(StackSetName=NAME)["StackSet"]["Parameters"]
    kept = {p["ParameterKey"]: p["ParameterValue"] for p in found}
    assert (kept["Billing"], kept["Remark"]) == ("off", "****")
    assert "Billing" in browser.get(EDIT, name=NAME).text
    stack = aws.root(aws.linked[0], "cloudformation").describe_stacks()["Stacks"][0]
    assert {"ParameterKey": "Billing", "ParameterValue": "off"} in stack["Parameters"]


def test_every_control_has_a_label(aws: Aws, browser: Browser) -> None:
    for page in (browser.get(CREATE), opened(aws, browser), browser.get(LIST)):
        assert page.unlabelled == set(), page.url
