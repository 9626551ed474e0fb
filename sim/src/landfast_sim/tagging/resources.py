"""EC2 instances and volumes and RDS instances in the Tagging API, which ministack 1.5.33 lacks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ministack.core.responses import get_account_id, get_region
from ministack.services import ec2, rds, tagging

Tags = list[dict[str, str]]
Tagged = Iterator[tuple[str, Tags]]


def install() -> None:
    """Add to ministack's tables of readers, writers and removers."""
    tagging._COLLECTORS.update({"ec2": _of_ec2, "rds": _of_rds})
    tagging._WRITERS.update({"ec2": _write_ec2, "rds": _write_rds})
    tagging._REMOVERS.update({"ec2": _remove_ec2, "rds": _remove_rds})


def _ec2_stores() -> dict[str, Any]:
    return {"instance": ec2._instances, "volume": ec2._volumes}


def _of_ec2() -> Tagged:
    for kind, store in _ec2_stores().items():
        for resource_id in store:
            arn = f"arn:aws:ec2:{get_region()}:{get_account_id()}:{kind}/{resource_id}"
            if ec2._tags.get(resource_id):
                yield arn, ec2._tags[resource_id]


def _of_rds() -> Tagged:
    for instance in rds._instances.values():
        arn = instance["DBInstanceArn"]
        if rds._tags.get(arn):
            yield arn, rds._tags[arn]


def _write_ec2(_spec: Any, arn: str, tags: dict[str, str]) -> None:
    resource_id = _ec2_id(arn)
    ec2._tags[resource_id] = _merged(ec2._tags.get(resource_id, []), tags)


def _remove_ec2(_spec: Any, arn: str, keys: list[str]) -> None:
    resource_id = _ec2_id(arn)
    ec2._tags[resource_id] = _without(ec2._tags.get(resource_id, []), keys)


def _write_rds(_spec: Any, arn: str, tags: dict[str, str]) -> None:
    _demand_rds(arn)
    rds._tags[arn] = _merged(rds._tags.get(arn, []), tags)


def _remove_rds(_spec: Any, arn: str, keys: list[str]) -> None:
    _demand_rds(arn)
    rds._tags[arn] = _without(rds._tags.get(arn, []), keys)


def _ec2_id(arn: str) -> str:
    kind, _, resource_id = arn.rpartition(":")[2].partition("/")
    if resource_id not in _ec2_stores().get(kind, ()):
        raise tagging._ResourceNotFound(arn)
    return resource_id


def _demand_rds(arn: str) -> None:
    if arn not in {instance["DBInstanceArn"] for instance in rds._instances.values()}:
        raise tagging._ResourceNotFound(arn)


def _merged(present: Tags, added: dict[str, str]) -> Tags:
    found = {tag["Key"]: tag["Value"] for tag in present} | added
    return [{"Key": key, "Value": value} for key, value in found.items()]


def _without(present: Tags, keys: list[str]) -> Tags:
    return [tag for tag in present if tag["Key"] not in keys]
