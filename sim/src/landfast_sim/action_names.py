"""What a call is called: by its API, and by the IAM action that AWS authorizes it as."""

from __future__ import annotations

from typing import Any

from ministack.core import iam_actions

from landfast_sim.services import wire

_extract_other = iam_actions.extract_iam_action

# https://docs.aws.amazon.com/cost-management/latest/userguide/billing-permissions-ref.html
_AUTHORIZED_AS = {
    "budgets:DescribeBudget": "budgets:ViewBudget",
    "budgets:DescribeBudgets": "budgets:ViewBudget",
    "budgets:DescribeNotificationsForBudget": "budgets:ViewBudget",
    "budgets:DescribeSubscribersForNotification": "budgets:ViewBudget",
    "budgets:CreateBudget": "budgets:ModifyBudget",
    "budgets:UpdateBudget": "budgets:ModifyBudget",
    "budgets:DeleteBudget": "budgets:ModifyBudget",
}


def api_action(*request: Any) -> str | None:
    """Return `prefix:Operation` with the operation as the API names it.

    Takes what ministack's `extract_iam_action` takes: service, method, path, headers, body, query.
    """
    service, _method, path, headers, *_rest = request
    prefix = iam_actions.SERVICE_TO_IAM_NAMESPACE.get(service)
    if prefix is not None and wire.is_cbor(headers):
        operation = wire.cbor_operation(path)
        return f"{prefix}:{operation}" if operation else None
    found: str | None = _extract_other(*request)
    return found


def install() -> None:
    """Let ministack authorize calls by AWS's names of their actions."""

    def extract(*request: Any) -> str | None:
        action = api_action(*request)
        return _AUTHORIZED_AS.get(action, action) if action else None

    iam_actions.extract_iam_action = extract
