"""CloudFormation as the root user of the account that the browser is signed in to.

The console calls the simulated AWS over HTTP with signed requests like any other client: what it
does is in the journal, and faults reach it.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from functools import partial
from typing import Any

import botocore.session
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from landfast_sim.console.stack_sets_client import StackSets

_CONFIG = Config(retries={"total_max_attempts": 1}, connect_timeout=5, read_timeout=30)


class ConsoleError(Exception):
    """A refusal in the words of AWS."""

    def __init__(self, code: str, message: str) -> None:
        """Carry the error code and message."""
        super().__init__(message)
        self.code = code


class CloudFormation:
    """A few operations of CloudFormation in one account and region."""

    def __init__(self, client: Any) -> None:
        """Call through `client`."""
        self._client = client

    async def create_stack(
        self, name: str, template_url: str, parameters: dict[str, str], capabilities: Sequence[str]
    ) -> str:
        """Create a stack and return its id."""
        answer = await self._call(
            "create_stack",
            StackName=name,
            TemplateURL=template_url,
            Parameters=_parameter_list(parameters),
            Capabilities=list(capabilities),
        )
        return str(answer["StackId"])

    async def update_stack(
        self,
        stack_id: str,
        template_url: str,
        parameters: dict[str, str | None],
        capabilities: Sequence[str],
    ) -> None:
        """Update a stack; a parameter that is None keeps its value, no URL keeps the template."""
        template = {"TemplateURL": template_url} if template_url else {"UsePreviousTemplate": True}
        await self._call(
            "update_stack",
            StackName=stack_id,
            Parameters=_parameter_list(parameters),
            Capabilities=list(capabilities),
            **template,
        )

    async def delete_stack(self, stack_id: str) -> None:
        """Delete a stack."""
        await self._call("delete_stack", StackName=stack_id)

    async def stacks(self) -> list[dict[str, Any]]:
        """Return the stacks that are not deleted."""
        answer = await self._call("describe_stacks")
        return list(answer["Stacks"])

    async def stack(self, stack_id: str) -> dict[str, Any]:
        """Return one stack, deleted or not."""
        answer = await self._call("describe_stacks", StackName=stack_id)
        found: dict[str, Any] = answer["Stacks"][0]
        return found

    async def events(self, stack_id: str) -> list[dict[str, Any]]:
        """Return what happened to a stack, the latest first."""
        answer = await self._call("describe_stack_events", StackName=stack_id)
        return list(answer["StackEvents"])

    async def resources(self, stack_id: str) -> list[dict[str, Any]]:
        """Return what a stack made."""
        answer = await self._call("list_stack_resources", StackName=stack_id)
        return list(answer["StackResourceSummaries"])

    async def template(self, stack_id: str) -> str:
        """Return the text of a stack's template."""
        answer = await self._call("get_template", StackName=stack_id)
        body = answer["TemplateBody"]  # botocore decodes what is JSON
        return body if isinstance(body, str) else json.dumps(body)

    async def _call(self, operation: str, **arguments: Any) -> dict[str, Any]:
        return await _call(self._client, operation, **arguments)


async def _call(client: Any, operation: str, **arguments: Any) -> dict[str, Any]:
    call = partial(getattr(client, operation), **arguments)
    try:
        answer: dict[str, Any] = await asyncio.to_thread(call)
    except ClientError as error:
        found = error.response["Error"]
        raise ConsoleError(str(found["Code"]), str(found["Message"])) from error
    except BotoCoreError as error:
        raise ConsoleError(type(error).__name__, str(error)) from error
    return answer


class Clients:
    """Makes clients and keeps them: making one is slow."""

    def __init__(self, endpoint: str) -> None:
        """Call AWS at `endpoint`."""
        self._endpoint = endpoint
        self._session = botocore.session.Session()
        self._known: dict[tuple[str, str, str], Any] = {}

    def of(self, account_id: str, region: str) -> CloudFormation:
        """Return CloudFormation for an account's root user in a region."""
        return CloudFormation(self._client("cloudformation", account_id, region))

    def stack_sets(self, account_id: str, region: str) -> StackSets:
        """Return StackSets for an account's root user in a region."""
        cloudformation = self._client("cloudformation", account_id, region)
        organizations = self._client("organizations", account_id, region)
        return StackSets(partial(_call, cloudformation), partial(_call, organizations))

    def _client(self, service: str, account_id: str, region: str) -> Any:
        key = (service, account_id, region)
        if key not in self._known:
            self._known[key] = self._session.create_client(
                service,
                region_name=region,
                endpoint_url=self._endpoint,
                aws_access_key_id=account_id,
                aws_secret_access_key="test",
                config=_CONFIG,
            )
        return self._known[key]


def _parameter_list(parameters: dict[str, str] | dict[str, str | None]) -> list[dict[str, Any]]:
    return [
        {"ParameterKey": name, "UsePreviousValue": True}
        if value is None
        else {"ParameterKey": name, "ParameterValue": value}
        for name, value in parameters.items()
    ]
