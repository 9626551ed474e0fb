"""Cost Optimization Hub: one recommendation for an account that is enrolled.

Payers and standalone accounts are enrolled, linked accounts are through their payer.
https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_Operations_Cost_Optimization_Hub.html
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from landfast_sim.organizations.model import Organization
from landfast_sim.services.modelled import Call, ModelledService, Payload, ServiceError
from landfast_sim.services.paging import page
from landfast_sim.world import REGION

_SINCE = datetime(2024, 1, 1, tzinfo=UTC)
_MONTHLY_SAVINGS = 12.5
_MONTHLY_COST = 50.0


def service(organization: Callable[[], Organization]) -> ModelledService:
    """Return the service to install. Its endpoint is in us-east-1 only."""

    def enrollment_statuses(call: Call) -> Payload:
        members = organization().members
        is_payer = call.account_id == organization().management.account_id
        everybody = is_payer and call.payload.get("includeOrganizationInfo", False)
        accounts = sorted(members) if everybody else [call.account_id]
        shown = [a for a in accounts if call.payload.get("accountId", a) == a]
        return {
            **_paged(call, [_enrollment(account) for account in shown]),
            "includeMemberAccounts": is_payer,
        }

    operations = {
        "ListEnrollmentStatuses": enrollment_statuses,
        "GetRecommendation": _get_recommendation,
        "ListRecommendations": lambda call: _paged(call, [_recommendation(call.account_id)]),
        "ListRecommendationSummaries": _summaries,
        "GetPreferences": lambda _call: {"savingsEstimationMode": "AfterDiscounts"},
    }
    return ModelledService("cost-optimization-hub", operations, only_region=REGION)


def _enrollment(account_id: str) -> Payload:
    return {
        "accountId": account_id,
        "status": "Active",
        "lastUpdatedTimestamp": _SINCE,
        "createdTimestamp": _SINCE,
    }


def _recommendation(account_id: str) -> Payload:
    volume = "vol-0123456789abcdef0"
    return {
        "recommendationId": f"{account_id}-1",
        "accountId": account_id,
        "region": REGION,
        "resourceId": volume,
        "resourceArn": f"arn:aws:ec2:{REGION}:{account_id}:volume/{volume}",
        "currentResourceType": "EbsVolume",
        "recommendedResourceType": "EbsVolume",
        "estimatedMonthlySavings": _MONTHLY_SAVINGS,
        "estimatedSavingsPercentage": 100 * _MONTHLY_SAVINGS / _MONTHLY_COST,
        "estimatedMonthlyCost": _MONTHLY_COST,
        "currencyCode": "USD",
        "implementationEffort": "Low",
        "restartNeeded": False,
        "actionType": "Upgrade",
        "rollbackPossible": True,
        "lastRefreshTimestamp": _SINCE,
        "recommendationLookbackPeriodInDays": 14,
        "source": "ComputeOptimizer",
    }


def _get_recommendation(call: Call) -> Payload:
    found = _recommendation(call.account_id)
    if call.payload["recommendationId"] != found["recommendationId"]:
        message = f"Recommendation {call.payload['recommendationId']} does not exist."
        raise ServiceError("ResourceNotFoundException", message)
    return found


def _summaries(call: Call) -> Payload:
    group = {
        "group": call.account_id if call.payload["groupBy"] == "AccountId" else "EbsVolume",
        "estimatedMonthlySavings": _MONTHLY_SAVINGS,
        "recommendationCount": 1,
    }
    return {
        "estimatedTotalDedupedSavings": _MONTHLY_SAVINGS,
        "items": [group],
        "groupBy": call.payload["groupBy"],
        "currencyCode": "USD",
    }


def _paged(call: Call, items: list[Payload]) -> Payload:
    size, token = call.payload.get("maxResults"), call.payload.get("nextToken")
    shown, more = page(items, size, token, "nextToken")
    return {"items": shown, **more}
