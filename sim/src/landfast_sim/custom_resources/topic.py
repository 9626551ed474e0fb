"""CloudFormation asks a topic, if the topic's policy lets the stack's account publish."""

from __future__ import annotations

from ministack.core import iam_evaluator
from ministack.core.iam_evaluator import EvalContext, evaluate_resource_policy
from ministack.core.responses import get_account_id, get_region
from ministack.services import sns

from landfast_sim.custom_resources.wire import Asked, FailedError

_SUBJECT = "AWS CloudFormation custom resource request"
_SERVICE = "cloudformation.amazonaws.com"
_REGION_FIELD, _ACCOUNT_FIELD, _FIELDS = 3, 4, 6


def is_topic(service_token: object) -> bool:
    """Whether a ServiceToken names an SNS topic."""
    return isinstance(service_token, str) and service_token.startswith("arn:aws:sns:")


def publish(asked: Asked, document: str) -> None:
    """Publish a request, or raise FailedError."""
    parts = asked.topic_arn.split(":")
    if len(parts) != _FIELDS or parts[_REGION_FIELD] != get_region():
        message = (
            f"Invalid service token. {asked.topic_arn} is not a topic in the stack's region "
            f"{get_region()}"
        )
        raise FailedError(message)
    topic = sns._topic_by_arn_any_scope(asked.topic_arn)
    if topic is None:
        message = (
            "Topic does not exist (Service: AmazonSNS; Status Code: 404; Error Code: NotFound)"
        )
        raise FailedError(message)
    _demand_permission(asked, str(topic["attributes"].get("Policy") or ""))
    sns.publish_internal(asked.topic_arn, document, _SUBJECT)


def _demand_permission(asked: Asked, policy: str) -> None:
    """Refuse what the topic's policy does not allow.

    CloudFormation publishes with the permissions of whoever works on the stack. A policy may also
    name the service, and tell the account by aws:SourceAccount.
    """
    account = get_account_id()
    caller = iam_evaluator.caller_arn()
    if f":{account}:" not in caller:
        caller = f"arn:aws:iam::{account}:root"
    context = EvalContext(
        principal_arn=caller,
        principal_type="Root",
        principal_account=account,
        action="sns:Publish",
        resource_arn=asked.topic_arn,
        region=get_region(),
        secure_transport=True,
        service_context={
            "aws:sourceaccount": account,
            "aws:sourceowner": account,
            "aws:sourcearn": asked.stack_id,
        },
    )
    found = evaluate_resource_policy(policy, context, service=_SERVICE).decision
    own = asked.topic_arn.split(":")[_ACCOUNT_FIELD] == account
    if found == "Deny" or (found != "Allow" and not own):
        message = (
            f"User: {caller} is not authorized to perform: SNS:Publish on resource: "
            f"{asked.topic_arn} because no resource-based policy allows the SNS:Publish action "
            "(Service: AmazonSNS; Status Code: 403; Error Code: AuthorizationError)"
        )
        raise FailedError(message)
