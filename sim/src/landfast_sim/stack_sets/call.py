"""One call about StackSets: who makes it, for which administrator account, on what."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from landfast_sim.clock import SimClock
from landfast_sim.organizations.service import OrganizationsService
from landfast_sim.stack_sets import errors
from landfast_sim.stack_sets.engine import Engine
from landfast_sim.stack_sets.model import StackSet

Payload = dict[str, Any]
Item = TypeVar("Item")

MAX_PAGE = 100


@dataclass
class Shelf:
    """The StackSets by administrator account and region, deleted ones too."""

    organizations: OrganizationsService
    clock: SimClock
    engine: Engine
    stack_sets: dict[tuple[str, str], list[StackSet]] = field(default_factory=dict)
    activated: bool = False
    """Whether the management account has activated StackSets for its organization."""


@dataclass(frozen=True)
class Call:
    """One authorized call."""

    operation: str
    payload: Payload
    account: str
    """The administrator account, which is not the caller of a delegated administrator."""

    region: str
    delegated: bool
    shelf: Shelf

    @property
    def stack_sets(self) -> list[StackSet]:
        """The StackSets that this call can see."""
        found = self.shelf.stack_sets.setdefault((self.account, self.region), [])
        return [s for s in found if s.service_managed] if self.delegated else found

    def find(self, name: str) -> StackSet | None:
        """Return the StackSet of a name, an id or an ARN."""
        for stack_set in self.stack_sets:
            known = (stack_set.name, stack_set.stack_set_id, stack_set.arn)
            if stack_set.status == "ACTIVE" and name in known:
                return stack_set
        return None

    def stack_set(self) -> StackSet:
        """Return the StackSet that the call names."""
        name = str(self.payload["StackSetName"])
        found = self.find(name)
        if found is None:
            raise errors.not_found(name)
        return found

    def page(self, items: Iterable[Item], describe: Callable[[Item], Payload]) -> Payload:
        """Return the page that the call asks for; only its items are described."""
        known = list(items)
        token, size = str(self.payload.get("NextToken", "")), self.payload.get("MaxResults")
        of, _, offset = token.partition(":")
        if token and (of != self.operation or not offset.isdigit()):
            raise errors.invalid("Invalid NextToken")
        start, most = int(offset or 0), min(int(size or MAX_PAGE), MAX_PAGE)
        answer: Payload = {"Summaries": [describe(item) for item in known[start : start + most]]}
        if start + most < len(known):
            answer["NextToken"] = f"{self.operation}:{start + most}"
        return answer


Operation = Callable[[Call], Payload]
