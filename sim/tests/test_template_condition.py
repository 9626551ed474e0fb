"""`cloudformation:TemplateUrl`: who may use some templates only can use no other."""

from __future__ import annotations

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from helpers import stack_sets
from helpers.aws import Aws, code
from helpers.stack_sets import NAME
from helpers.template import parameters, publish

USER = "stack-sets"


def _bound(aws: Aws, prefix: str) -> Any:
    """CloudFormation as a user of the payer who may use templates of this address only."""
    iam = aws.root(aws.payer, "iam")
    iam.create_user(UserName=USER)
    actions = ["cloudformation:CreateStackSet", "cloudformation:UpdateStackSet"]
    statement = {
        "Effect": "Allow",
        "Action": actions,
        "Resource": "*",
        "Condition": {"StringLike": {"cloudformation:TemplateUrl": [f"{prefix}*"]}},
    }
    policy = {"Version": "2012-10-17", "Statement": [statement]}
    iam.put_user_policy(UserName=USER, PolicyName="bound", PolicyDocument=json.dumps(policy))
    key = iam.create_access_key(UserName=USER)["AccessKey"]
    return aws.session("cloudformation", {**key, "SessionToken": None})


def test_other_templates_are_denied(aws: Aws) -> None:
    stack_sets.payer(aws)
    url = publish(aws)
    bound = _bound(aws, url)
    with pytest.raises(ClientError) as body:
        stack_sets.create(aws, bound, TemplateURL=None, TemplateBody='{"Resources": {}}')
    assert code(body.value)[1] == "AccessDenied"
    with pytest.raises(ClientError) as other:
        stack_sets.create(aws, bound, TemplateURL=url.replace("https", "http") + ".other")
    assert code(other.value)[1] != ""
    stack_sets.create(aws, bound)
    with pytest.raises(ClientError) as previous:
        bound.update_stack_set(StackSetName=NAME, UsePreviousTemplate=True)
    assert code(previous.value)[1] == "AccessDenied"
    kept = [{"ParameterKey": p["ParameterKey"], "UsePreviousValue": True} for p in parameters(aws)]
    named = ["CAPABILITY_NAMED_IAM"]
    bound.update_stack_set(StackSetName=NAME, TemplateURL=url, Parameters=kept, Capabilities=named)
