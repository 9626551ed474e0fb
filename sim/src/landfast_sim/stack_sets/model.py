"""StackSets, their instances and operations. Plain data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Place = tuple[str, str]
"""An account and a region."""


class Action(StrEnum):
    """What an operation does."""

    CREATE = "CREATE"
    UPDATE = "UPDATE"
    DELETE = "DELETE"


class Status(StrEnum):
    """How far an operation, or one account and region of it, is."""

    QUEUED = "QUEUED"
    PENDING = "PENDING"
    RUNNING = "RUNNING"
    STOPPING = "STOPPING"
    SUCCEEDED = "SUCCEEDED"
    FAILED = "FAILED"
    STOPPED = "STOPPED"
    CANCELLED = "CANCELLED"


@dataclass
class Instance:
    """A StackSet in one account and region."""

    account: str
    region: str
    unit: str | None = None
    """The root or unit that was targeted; None in a self-managed StackSet."""

    overrides: dict[str, str] = field(default_factory=dict)
    status: str = "OUTDATED"
    detailed_status: str = Status.PENDING.value
    reason: str = ""
    stack_id: str | None = None
    last_operation: str | None = None


@dataclass
class Result:
    """What an operation did in one account and region."""

    account: str
    region: str
    unit: str | None
    status: Status = Status.PENDING
    reason: str = ""


@dataclass
class Operation:
    """One operation on a StackSet."""

    operation_id: str
    action: Action
    request: dict[str, Any]
    """What was asked for: the same id with something else is refused."""

    created: float
    results: dict[Place, Result]
    preferences: dict[str, Any] = field(default_factory=dict)
    targets: dict[str, Any] | None = None
    retain: bool | None = None
    overrides: list[dict[str, Any]] | None = None
    automatic: bool = False
    """Whether AWS began it because an account came, moved or went."""

    begin: Callable[[], None] | None = None
    """Changes the StackSet when the operation starts."""

    status: Status = Status.QUEUED
    ended: float | None = None
    reason: str = ""

    def is_open(self) -> bool:
        """Whether it is still to be done or being done."""
        return self.status in (Status.QUEUED, Status.RUNNING, Status.STOPPING)

    def is_running(self) -> bool:
        """Whether it is being done."""
        return self.status in (Status.RUNNING, Status.STOPPING)

    def failures(self) -> int:
        """In how many accounts and regions it failed."""
        return sum(result.status is Status.FAILED for result in self.results.values())


@dataclass
class StackSet:
    """A template with parameters, and where it is deployed."""

    name: str
    unique_id: str
    account: str
    """The administrator account: of a service-managed StackSet the management account."""

    region: str
    token: str
    template: str
    parameters: dict[str, str]
    hidden: frozenset[str]
    """The parameters whose values are not shown (NoEcho)."""

    capabilities: list[str]
    tags: list[dict[str, str]]
    description: str | None
    service_managed: bool
    administration_role: str | None = None
    execution_role: str | None = None
    auto_deployment: dict[str, Any] = field(default_factory=dict)
    managed_execution: bool = False
    status: str = "ACTIVE"
    instances: dict[Place, Instance] = field(default_factory=dict)
    operations: dict[str, Operation] = field(default_factory=dict)
    units: dict[str, list[str]] = field(default_factory=dict)
    """The regions by the root or unit that was targeted: where new accounts get an instance."""

    @property
    def stack_set_id(self) -> str:
        """The id: the name may be used again once the StackSet is deleted."""
        return f"{self.name}:{self.unique_id}"

    @property
    def arn(self) -> str:
        """The ARN."""
        return f"arn:aws:cloudformation:{self.region}:{self.account}:stackset/{self.stack_set_id}"

    @property
    def stack_name(self) -> str:
        """The name of its stacks in the accounts."""
        return f"StackSet-{self.name}-{self.unique_id}"

    def open_operations(self) -> list[Operation]:
        """Return the operations that are not done, in the order of the requests."""
        return [operation for operation in self.operations.values() if operation.is_open()]
