"""The ready file: how whoever started the simulation learns its addresses, and that it answers."""

from __future__ import annotations

import asyncio
import json
import os
from pathlib import Path
from typing import Any

from landfast_sim import world
from landfast_sim.machine import container
from landfast_sim.organizations.model import Organization
from landfast_sim.seed import SERVER_CREDENTIALS


def describe(aws_port: int, console_port: int, organization: Organization) -> dict[str, Any]:
    """Return the addresses and the seeded world."""
    owners = [*world.OUTSIDE, *(member.owner for member in organization.members.values())]
    aws = f"http://127.0.0.1:{aws_port}"
    return {
        "aws_endpoint": aws,
        "console_url": f"http://127.0.0.1:{console_port}",
        "admin_url": f"{aws}/_sim",
        "metadata_endpoint": aws,
        "container_credentials_url": aws + container.ECS_PATH,
        "pod_identity_url": aws + container.EKS_PATH,
        "pod_identity_token": container.AUTHORIZATION_TOKEN,
        "region": world.REGION,
        "home_account": world.HOME.account_id,
        "server_role_arn": world.SERVER_ROLE_ARN,
        "server_credentials": SERVER_CREDENTIALS.as_json(),
        "template_bucket": world.TEMPLATE_BUCKET,
        "bills_store": f"s3://{world.BILLS_BUCKET}/{world.BILLS_PREFIX}",
        "callback_topic": world.CALLBACK_TOPIC_ARN,
        "callback_queue": f"{aws}/{world.HOME.account_id}/{world.CALLBACK_NAME}",
        "payer": world.PAYER.account_id,
        "linked": [member.owner.account_id for member in organization.linked()],
        "standalone": world.STANDALONE.account_id,
        "stranger": world.STRANGER.account_id,
        "organization_id": organization.organization_id,
        "root_id": organization.root_id,
        "units": {unit.name: unit.unit_id for unit in organization.units.values()},
        "account_names": {owner.account_id: owner.name for owner in owners},
    }


async def answers(port: int) -> None:
    """Return once the server answers on `port`: the connection waits in the socket's queue."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"GET /_sim HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
    await writer.drain()
    await reader.readline()
    writer.close()
    await writer.wait_closed()


def write(path: Path, about: dict[str, Any]) -> None:
    """Write the ready file in one step, readable by its owner only (it holds credentials)."""
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(about, file, indent=1)
        file.write("\n")
    part.replace(path)
