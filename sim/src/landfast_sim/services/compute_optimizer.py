"""Compute Optimizer: active for the payer and standalone accounts, not opted in elsewhere.

Its recommendations are empty. As in AWS, most calls ask for the permission to see the resources
themselves too:
https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscomputeoptimizer.html
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from ministack.core import iam_evaluator

from landfast_sim.organizations.model import Organization
from landfast_sim.services.modelled import Call, ModelledService, Operation, Payload, ServiceError

_SINCE = datetime(2024, 1, 1, tzinfo=UTC)

_RECOMMENDATIONS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "GetAutoScalingGroupRecommendations": (
        "autoScalingGroupRecommendations",
        ("autoscaling:DescribeAutoScalingGroups", "autoscaling:DescribeAutoScalingInstances"),
    ),
    "GetEBSVolumeRecommendations": ("volumeRecommendations", ("ec2:DescribeVolumes",)),
    "GetEC2InstanceRecommendations": ("instanceRecommendations", ("ec2:DescribeInstances",)),
    "GetECSServiceRecommendations": (
        "ecsServiceRecommendations",
        ("ecs:ListClusters", "ecs:ListServices"),
    ),
    "GetIdleRecommendations": ("idleRecommendations", ()),
    "GetLambdaFunctionRecommendations": (
        "lambdaFunctionRecommendations",
        ("lambda:ListFunctions", "lambda:ListProvisionedConcurrencyConfigs"),
    ),
    "GetRDSDatabaseRecommendations": (
        "rdsDBRecommendations",
        ("rds:DescribeDBClusters", "rds:DescribeDBInstances"),
    ),
}
"""By operation: the answer's list, and the actions that AWS authorizes besides the call's own."""


def service(organization: Callable[[], Organization]) -> ModelledService:
    """Return the service to install."""

    def opted_in(account_id: str) -> bool:
        members = organization().members
        return account_id not in members or account_id == organization().management.account_id

    def enrollment_status(call: Call) -> Payload:
        active = opted_in(call.account_id)
        return {
            "status": "Active" if active else "Inactive",
            "memberAccountsEnrolled": call.account_id == organization().management.account_id,
            "lastUpdatedTimestamp": _SINCE,
        }

    def demand_opt_in(call: Call) -> None:
        if not opted_in(call.account_id):
            message = "Aws account is not registered for recommendations."
            raise ServiceError("OptInRequiredException", message, 403)

    def summaries(call: Call) -> Payload:
        demand_opt_in(call)
        return {"recommendationSummaries": []}

    def recommendations(key: str, dependencies: tuple[str, ...]) -> Operation:
        def serve(call: Call) -> Payload:
            _demand_permissions(call, dependencies)
            demand_opt_in(call)
            answer: dict[str, Any] = {key: []}
            return answer

        return serve

    operations: dict[str, Operation] = {
        name: recommendations(key, dependencies)
        for name, (key, dependencies) in _RECOMMENDATIONS.items()
    }
    operations["GetEnrollmentStatus"] = enrollment_status
    operations["GetRecommendationSummaries"] = summaries
    return ModelledService("compute-optimizer", operations)


def _demand_permissions(call: Call, actions: tuple[str, ...]) -> None:
    for action in actions:
        denied = iam_evaluator.enforce(
            call.access_key_id, action, action.partition(":")[0], call.region
        )
        if denied is not None:
            principal = iam_evaluator.resolve_caller_identity(call.access_key_id) or {}
            message = (
                f"User: {principal.get('userArn')} is not authorized to perform: {action} "
                f"because no identity-based policy allows the {action} action"
            )
            raise ServiceError("AccessDeniedException", message)
