"""Cost Explorer: costs by day, month, account and service; recommendations; coverage.

Accounts hold neither reservations nor Savings Plans, so coverage and utilization are zero. The
operations' shapes: https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from landfast_sim.billing.bills import SERVICES, Bills, Costs
from landfast_sim.organizations.model import Organization
from landfast_sim.services import periods
from landfast_sim.services.modelled import Call, ModelledService, Operation, Payload, ServiceError

_CURRENCY = "USD"
_GENERATED = "2024-01-01T00:00:00Z"
_COVERAGE = {
    "CoverageHours": {
        "OnDemandHours": "0",
        "ReservedHours": "0",
        "TotalRunningHours": "0",
        "CoverageHoursPercentage": "0",
    }
}
_UTILIZATION = {"UtilizationPercentage": "0", "PurchasedHours": "0", "UnusedHours": "0"}
_SAVINGS_PLANS_UTILIZATION = {
    "Utilization": {
        "TotalCommitment": "0",
        "UsedCommitment": "0",
        "UnusedCommitment": "0",
        "UtilizationPercentage": "0",
    }
}


class CostExplorer:
    """The operations, for the accounts of one organization and those outside."""

    def __init__(self, organization: Callable[[], Organization], bills: Bills) -> None:
        """Show a payer its members as `organization` has them at the time of the call."""
        self._organization = organization
        self._bills = bills

    def service(self) -> ModelledService:
        """Return the service to install."""
        operations: dict[str, Operation] = {
            "GetCostAndUsage": self._cost_and_usage,
            "GetDimensionValues": self._dimension_values,
            "GetTags": _tags,
            "ListCostAllocationTags": lambda _call: {"CostAllocationTags": []},
            "GetReservationCoverage": _reservation_coverage,
            "GetReservationUtilization": _reservation_utilization,
            "GetReservationPurchaseRecommendation": _reservation_recommendation,
            "GetRightsizingRecommendation": _rightsizing_recommendation,
            "GetSavingsPlansCoverage": lambda _call: {"SavingsPlansCoverages": []},
            "GetSavingsPlansUtilization": _savings_plans_utilization,
            "GetSavingsPlansPurchaseRecommendation": _savings_plans_recommendation,
        }
        return ModelledService("ce", operations)

    def _accounts(self, caller: str) -> list[str]:
        """Return the accounts whose costs the caller sees: a payer sees everybody's."""
        organization = self._organization()
        if caller == organization.management.account_id:
            return sorted(organization.members)
        return [caller]

    def _cost_and_usage(self, call: Call) -> Payload:
        keys = [_group_key(group) for group in call.payload.get("GroupBy", [])]
        whole, granularity = periods.read(call.payload), call.payload["Granularity"]
        costs = self._bills.costs(call.account_id, *whole)
        results = [
            _result(period, keys, costs, call.payload["Metrics"])
            for period in periods.split(whole, granularity)
        ]
        definitions = [{"Type": "DIMENSION", "Key": key} for key in keys]
        answer: Payload = {"ResultsByTime": results, "DimensionValueAttributes": []}
        return {**answer, "GroupDefinitions": definitions} if keys else answer

    def _dimension_values(self, call: Call) -> Payload:
        periods.read(call.payload)
        known = {
            "SERVICE": SERVICES,
            "LINKED_ACCOUNT": self._accounts(call.account_id),
        }
        values = known.get(call.payload["Dimension"], ())
        shapes = [{"Value": value, "Attributes": {}} for value in values]
        return {"DimensionValues": shapes, "ReturnSize": len(shapes), "TotalSize": len(shapes)}


def _tags(call: Call) -> Payload:
    periods.read(call.payload)
    return {"Tags": [], "ReturnSize": 0, "TotalSize": 0}


_DIMENSIONS: dict[str, int] = {"LINKED_ACCOUNT": 0, "SERVICE": 1}


def _group_key(group: dict[str, str]) -> str:
    if group.get("Type") != "DIMENSION" or group.get("Key") not in _DIMENSIONS:
        message = f"The simulated AWS groups by {sorted(_DIMENSIONS)} only, found {group}"
        raise ServiceError("ValidationException", message)
    return group["Key"]


def _result(
    period: periods.Period, keys: Sequence[str], costs: Costs, metrics: Sequence[str]
) -> Payload:
    sums: dict[tuple[str, ...], Decimal] = {}
    for (account, service, day), cost in costs.items():
        if period[0] <= day < period[1]:
            group = tuple((account, service)[_DIMENSIONS[key]] for key in keys)
            sums[group] = sums.get(group, Decimal(0)) + cost
    shape: Payload = {"TimePeriod": periods.shape(period), "Estimated": False}
    if not keys:
        return {**shape, "Total": _metrics(metrics, sums.get((), Decimal(0))), "Groups": []}
    groups = [
        {"Keys": list(group), "Metrics": _metrics(metrics, amount)}
        for group, amount in sums.items()
    ]
    return {**shape, "Total": {}, "Groups": groups}


def _metrics(names: Sequence[str], amount: Decimal) -> dict[str, Any]:
    return {name: {"Amount": f"{amount:f}", "Unit": _CURRENCY} for name in names}


def _by_time(call: Call, total: Payload) -> list[Payload]:
    split = periods.split(periods.read(call.payload), call.payload.get("Granularity", "MONTHLY"))
    return [{"TimePeriod": periods.shape(period), **total} for period in split]


def _reservation_coverage(call: Call) -> Payload:
    by_time = _by_time(call, {"Groups": [], "Total": _COVERAGE})
    return {"CoveragesByTime": by_time, "Total": _COVERAGE}


def _reservation_utilization(call: Call) -> Payload:
    by_time = _by_time(call, {"Groups": [], "Total": _UTILIZATION})
    return {"UtilizationsByTime": by_time, "Total": _UTILIZATION}


def _savings_plans_utilization(call: Call) -> Payload:
    by_time = _by_time(call, _SAVINGS_PLANS_UTILIZATION)
    return {"SavingsPlansUtilizationsByTime": by_time, "Total": _SAVINGS_PLANS_UTILIZATION}


def _metadata(call: Call) -> dict[str, str]:
    recommendation = f"{call.operation}-{call.account_id}"
    return {"RecommendationId": recommendation, "GenerationTimestamp": _GENERATED}


def _reservation_recommendation(call: Call) -> Payload:
    return {"Metadata": _metadata(call), "Recommendations": []}


def _rightsizing_recommendation(call: Call) -> Payload:
    summary = {
        "TotalRecommendationCount": "0",
        "EstimatedTotalMonthlySavingsAmount": "0",
        "SavingsCurrencyCode": _CURRENCY,
        "SavingsPercentage": "0",
    }
    chosen = call.payload.get("Configuration", {})
    configuration = {
        "RecommendationTarget": chosen.get("RecommendationTarget", "SAME_INSTANCE_FAMILY"),
        "BenefitsConsidered": chosen.get("BenefitsConsidered", True),
    }
    return {
        "Metadata": _metadata(call),
        "Summary": summary,
        "RightsizingRecommendations": [],
        "Configuration": configuration,
    }


def _savings_plans_recommendation(call: Call) -> Payload:
    asked = ("SavingsPlansType", "TermInYears", "PaymentOption", "LookbackPeriodInDays")
    recommendation: Payload = {
        "AccountScope": call.payload.get("AccountScope", "PAYER"),
        **{name: call.payload[name] for name in asked},
        "SavingsPlansPurchaseRecommendationDetails": [],
        "SavingsPlansPurchaseRecommendationSummary": {
            "CurrencyCode": _CURRENCY,
            "TotalRecommendationCount": "0",
            "EstimatedMonthlySavingsAmount": "0",
        },
    }
    return {
        "Metadata": _metadata(call),
        "SavingsPlansPurchaseRecommendation": recommendation,
    }
