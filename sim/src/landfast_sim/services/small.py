"""Two services with one thing to say: no Savings Plans, and no support plan."""

from __future__ import annotations

from landfast_sim.services.modelled import Call, ModelledService, Operation, Payload, ServiceError

_SUPPORT_OPERATIONS = (
    "DescribeCases",
    "DescribeServices",
    "DescribeSeverityLevels",
    "DescribeTrustedAdvisorCheckResult",
    "DescribeTrustedAdvisorCheckSummaries",
    "DescribeTrustedAdvisorChecks",
)


def savings_plans() -> ModelledService:
    """Return the service Savings Plans; nobody has bought one."""
    operations: dict[str, Operation] = {"DescribeSavingsPlans": lambda _call: {"savingsPlans": []}}
    return ModelledService("savingsplans", operations)


def support() -> ModelledService:
    """Return AWS Support, for accounts without a plan that includes its API.

    https://docs.aws.amazon.com/awssupport/latest/APIReference/Welcome.html
    """

    def refuse(_call: Call) -> Payload:
        message = (
            "Amazon Web Services Premium Support Subscription is required to use this service."
        )
        raise ServiceError("SubscriptionRequiredException", message)

    return ModelledService("support", dict.fromkeys(_SUPPORT_OPERATIONS, refuse))
