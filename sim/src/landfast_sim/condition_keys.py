"""Global condition keys that ministack 1.5.33 does not fill, or fills from another clock.

`aws:ResourceOrgID` is the organization of the account that owns the resource, and `aws:CurrentTime`
is the time of the call:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from ministack.core import iam_evaluator

from landfast_sim.organizations.model import Organization


def install(organization: Callable[[], Organization], now: Callable[[], float]) -> None:
    """Wrap ministack's lookup of global condition keys."""
    resolve_other_keys = iam_evaluator._resolve_condition_key

    def resolve(key: str, context: Any) -> Any:
        match key.lower():
            case "aws:resourceorgid":
                owner = resolve_other_keys("aws:ResourceAccount", context)
                there = organization()
                return there.organization_id if owner in there.members else None
            case "aws:currenttime":
                return datetime.fromtimestamp(now(), UTC).isoformat()
            case "aws:epochtime":
                return str(int(now()))
        return resolve_other_keys(key, context)

    iam_evaluator._resolve_condition_key = resolve
