"""Updating a stack in the console stand-in: from its page, from the list, from a link."""

from __future__ import annotations

import json
from typing import Any

import pytest

from helpers.aws import Aws
from helpers.browser import Browser, Page
from helpers.choices import as_text
from helpers.roles import EXTERNAL_ID, outcome
from helpers.template import STACK_NAME, parameters, publish, wait_for

UPDATE = "/cloudformation/update"
ACKNOWLEDGED = {"CAPABILITY_NAMED_IAM": "on"}
ROTATED = "lf-" + "b" * 26


@pytest.fixture
def stack_id(aws: Aws) -> str:
    """A stack of the small template, without choices."""
    cfn = aws.root(aws.payer, "cloudformation")
    made = cfn.create_stack(
        StackName=STACK_NAME,
        TemplateURL=publish(aws),
        Parameters=[*parameters(aws), {"ParameterKey": "Remark", "ParameterValue": "secret"}],
        Capabilities=["CAPABILITY_NAMED_IAM"],
    )
    wait_for(cfn, STACK_NAME, "CREATE_COMPLETE")
    return str(made["StackId"])


@pytest.fixture
def browser(aws: Aws) -> Browser:
    opened = Browser(aws.console_url)
    opened.sign_in(aws.payer)
    return opened


def newer(aws: Aws) -> str:
    """The URL of a template with choices."""
    bucket = aws.about["template_bucket"]
    aws.server("s3").put_object(Bucket=bucket, Key="newer.json", Body=as_text())
    return f"{aws.endpoint}/{bucket}/newer.json"


def updated(aws: Aws) -> dict[str, Any]:
    return wait_for(aws.root(aws.payer, "cloudformation"), STACK_NAME, "UPDATE_COMPLETE")


def values(page: Page) -> dict[str, str]:
    fields = page.form(UPDATE).fields
    return {k.removeprefix("param_"): v for k, v in fields.items() if k.startswith("param_")}


def test_a_parameter_is_changed(aws: Aws, browser: Browser, stack_id: str) -> None:
    form = browser.get(UPDATE, region="us-east-1", stackId=stack_id).form(UPDATE)
    browser.submit(form, param_ExternalId=ROTATED, **ACKNOWLEDGED)
    updated(aws)
    role_arn = f"arn:aws:iam::{aws.payer}:role/landfast/landfast-access"
    assert outcome(aws.server("sts"), role_arn, f"{ROTATED}:{aws.payer}") == 200
    unchanged = browser.submit(form, param_ExternalId=ROTATED, **ACKNOWLEDGED)
    assert unchanged.status == 400
    assert "No updates are to be performed." in unchanged.text


def test_a_link_to_a_newer_template(aws: Aws, browser: Browser, stack_id: str) -> None:
    page = browser.get(UPDATE, stackId=stack_id, templateURL=newer(aws))
    assert values(page) == {
        "ExternalId": EXTERNAL_ID,
        "Principal": aws.server_role_arn,
        "RoleName": "landfast-access",
        "Remark": "",  # not shown; left empty, it stays
        "Billing": "on",
        "Inventory": "off",
    }
    chosen = {"param_Billing": "off", "param_Inventory": "on"}
    browser.submit(page.form(UPDATE), **chosen, **ACKNOWLEDGED)
    stack = updated(aws)
    kept = {p["ParameterKey"]: p["ParameterValue"] for p in stack["Parameters"]}
    assert (kept["Billing"], kept["Inventory"]) == ("off", "on")
    assert kept["ExternalId"] == EXTERNAL_ID


def test_nothing_is_changed_without_the_acknowledgement(
    aws: Aws, browser: Browser, stack_id: str
) -> None:
    page = browser.get(UPDATE, stackId=stack_id)
    assert page.form(UPDATE).checkboxes == set(ACKNOWLEDGED)
    refused = browser.submit(page.form(UPDATE), param_ExternalId=ROTATED)
    assert refused.status == 400
    assert "Requires capabilities : [CAPABILITY_NAMED_IAM]" in refused.text
    assert values(refused)["ExternalId"] == ROTATED
    stack = aws.root(aws.payer, "cloudformation").describe_stacks(StackName=STACK_NAME)
    assert stack["Stacks"][0]["StackStatus"] == "CREATE_COMPLETE"


def test_the_region_is_in_the_stacks_arn(aws: Aws, browser: Browser) -> None:
    cfn = aws.root(aws.payer, "cloudformation", "eu-west-1")
    topic = {"Resources": {"Topic": {"Type": "AWS::SNS::Topic"}}}
    made = cfn.create_stack(StackName="elsewhere", TemplateBody=json.dumps(topic))
    wait_for(cfn, "elsewhere", "CREATE_COMPLETE")
    page = browser.get(UPDATE, stackId=made["StackId"])
    assert page.form(UPDATE).fields["region"] == "eu-west-1"


def test_signed_in_to_the_wrong_account(aws: Aws, browser: Browser, stack_id: str) -> None:
    browser.sign_in(aws.stranger)
    page = browser.get(UPDATE, stackId=stack_id, templateURL=newer(aws))
    assert page.status == 400
    assert "does not exist" in page.text


def test_the_list_leads_to_update_and_delete(aws: Aws, browser: Browser, stack_id: str) -> None:
    page = browser.get("/cloudformation/stacks", region="us-east-1")
    for name in (f"Update {STACK_NAME}", f"Delete {STACK_NAME}"):
        assert name in page.text
    form = page.form("/cloudformation/delete")
    assert form.fields["stackId"] == stack_id
    assert browser.submit(form).url.startswith("/cloudformation/stack?")
    wait_for(aws.root(aws.payer, "cloudformation"), stack_id, "DELETE_COMPLETE")
    assert STACK_NAME not in browser.get("/cloudformation/stacks", region="us-east-1").text


def test_every_control_has_a_label(aws: Aws, browser: Browser, stack_id: str) -> None:
    for page in (
        browser.get(UPDATE, stackId=stack_id, templateURL=newer(aws)),
        browser.get("/cloudformation/stacks", region="us-east-1"),
    ):
        assert page.unlabelled == set(), page.url
