"""StackSets as the root user of the account that the browser is signed in to."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

Call = Callable[..., Awaitable[dict[str, Any]]]
"""Calls an operation of a service by name, with its arguments."""


@dataclass(frozen=True)
class NewStackSet:
    """What a new StackSet is to be, and where it is deployed."""

    name: str
    template_url: str
    region: str
    parameters: dict[str, str]
    capabilities: Sequence[str]
    units: Sequence[str]
    automatic: bool
    retain: bool
    managed_execution: bool
    preferences: dict[str, int] = field(default_factory=dict)


class StackSets:
    """The operations that the console needs, in one account and region."""

    def __init__(self, cloudformation: Call, organizations: Call) -> None:
        """Call through these."""
        self._cloudformation = cloudformation
        self._organizations = organizations

    async def roots(self) -> list[str]:
        """Return the ids of the organization's roots."""
        answer = await self._organizations("list_roots")
        return [str(root["Id"]) for root in answer["Roots"]]

    async def access(self) -> str:
        """Return whether StackSets may deploy to the organization."""
        answer = await self._cloudformation("describe_organizations_access")
        return str(answer["Status"])

    async def activate(self) -> None:
        """Let StackSets deploy to the organization."""
        await self._cloudformation("activate_organizations_access")

    async def create(self, wanted: NewStackSet) -> None:
        """Create a service-managed StackSet and begin to deploy it."""
        deployment: dict[str, bool] = {"Enabled": wanted.automatic}
        if wanted.automatic:
            deployment["RetainStacksOnAccountRemoval"] = wanted.retain
        await self._cloudformation(
            "create_stack_set",
            StackSetName=wanted.name,
            TemplateURL=wanted.template_url,
            Parameters=[
                {"ParameterKey": name, "ParameterValue": value}
                for name, value in wanted.parameters.items()
            ],
            Capabilities=list(wanted.capabilities),
            PermissionModel="SERVICE_MANAGED",
            AutoDeployment=deployment,
            ManagedExecution={"Active": wanted.managed_execution},
        )
        try:
            await self._cloudformation(
                "create_stack_instances",
                StackSetName=wanted.name,
                DeploymentTargets={"OrganizationalUnitIds": list(wanted.units)},
                Regions=[wanted.region],
                OperationPreferences=wanted.preferences,
            )
        except Exception:
            # The form is shown again with what AWS said, and its name must be free then.
            await self._cloudformation("delete_stack_set", StackSetName=wanted.name)
            raise

    async def update(
        self,
        name: str,
        template_url: str,
        parameters: dict[str, str | None],
        capabilities: Sequence[str],
    ) -> None:
        """Update every instance; a parameter that is None keeps its value, no URL the template."""
        template = {"TemplateURL": template_url} if template_url else {"UsePreviousTemplate": True}
        await self._cloudformation(
            "update_stack_set",
            StackSetName=name,
            Parameters=[
                {"ParameterKey": key, "UsePreviousValue": True}
                if value is None
                else {"ParameterKey": key, "ParameterValue": value}
                for key, value in parameters.items()
            ],
            Capabilities=list(capabilities),
            OperationPreferences={
                "FailureTolerancePercentage": 100,
                "MaxConcurrentPercentage": 100,
            },
            **template,
        )

    async def stack_sets(self) -> list[dict[str, Any]]:
        """Return the StackSets that are not deleted."""
        return await self._all("list_stack_sets", Status="ACTIVE")

    async def stack_set(self, name: str) -> dict[str, Any]:
        """Return one StackSet."""
        answer = await self._cloudformation("describe_stack_set", StackSetName=name)
        found: dict[str, Any] = answer["StackSet"]
        return found

    async def operations(self, name: str) -> list[dict[str, Any]]:
        """Return the operations, the latest first."""
        return await self._all("list_stack_set_operations", StackSetName=name)

    async def instances(self, name: str) -> list[dict[str, Any]]:
        """Return the instances."""
        return await self._all("list_stack_instances", StackSetName=name)

    async def operation(self, name: str, operation_id: str) -> dict[str, Any]:
        """Return one operation."""
        named = {"StackSetName": name, "OperationId": operation_id}
        answer = await self._cloudformation("describe_stack_set_operation", **named)
        found: dict[str, Any] = answer["StackSetOperation"]
        return found

    async def results(self, name: str, operation_id: str) -> list[dict[str, Any]]:
        """Return how an operation ended in each account and region."""
        named = {"StackSetName": name, "OperationId": operation_id}
        return await self._all("list_stack_set_operation_results", **named)

    async def delete_instances(self, name: str) -> None:
        """Begin to delete every instance and its stack."""
        instances = await self.instances(name)
        await self._cloudformation(
            "delete_stack_instances",
            StackSetName=name,
            DeploymentTargets={
                "OrganizationalUnitIds": sorted({i["OrganizationalUnitId"] for i in instances})
            },
            Regions=sorted({instance["Region"] for instance in instances}),
            RetainStacks=False,
            OperationPreferences={
                "FailureTolerancePercentage": 100,
                "MaxConcurrentPercentage": 100,
            },
        )

    async def delete(self, name: str) -> None:
        """Delete a StackSet that has no instances."""
        await self._cloudformation("delete_stack_set", StackSetName=name)

    async def _all(self, operation: str, **arguments: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        while True:
            answer = await self._cloudformation(operation, **arguments)
            found += answer["Summaries"]
            if "NextToken" not in answer:
                return found
            arguments["NextToken"] = answer["NextToken"]
