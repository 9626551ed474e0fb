"""Faults on demand: which requests fail, and how."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import count
from typing import Any

from landfast_sim.request_facts import RequestFacts


class FaultKind(StrEnum):
    """What happens to a request that a fault rule picks."""

    THROTTLE = "throttle"
    """Refused with the service's own throttling code and status; not executed."""

    SERVER_ERROR = "server_error"
    """HTTP 500 with the service's own code; not executed."""

    UNAVAILABLE = "unavailable"
    """HTTP 503 with the service's own code; not executed."""

    LATENCY = "latency"
    """Executed after `latency_seconds`."""

    ONE_AT_A_TIME = "one_at_a_time"
    """Executed after `latency_seconds`; other calls of the rule are throttled meanwhile."""

    LOST_ANSWER = "lost_answer"
    """Executed; then the connection is closed without a byte of an answer."""


@dataclass
class FaultRule:
    """Which requests a fault applies to, and how often. A field that is None matches everything."""

    rule_id: int
    kind: FaultKind
    service: str | None = None
    action: str | None = None
    account: str | None = None
    """The caller's account, or the account that a RoleArn names."""

    times: int | None = None
    """How many requests it still hits; None is without end."""

    probability: float = 1.0
    latency_seconds: float = 0.0
    seed: int = 0
    hits: int = 0
    in_flight: bool = False
    _random: random.Random = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Seed the dice, so that a run with a probability can be repeated."""
        self._random = random.Random(self.seed)  # noqa: S311 - dice for tests, not a secret

    def matches(self, facts: RequestFacts) -> bool:
        """Whether it is about such requests and not used up; rolls the dice if it is."""
        if self.times is not None and self.times <= 0:
            return False
        if self.service is not None and self.service != facts.service:
            return False
        if self.action is not None and self.action != facts.action:
            return False
        if self.account is not None and not facts.concerns(self.account):
            return False
        return self.probability >= 1.0 or self._random.random() < self.probability

    def as_json(self) -> dict[str, Any]:
        """Return the rule as the admin API shows it."""
        return {
            "id": self.rule_id,
            "kind": self.kind.value,
            "service": self.service,
            "action": self.action,
            "account": self.account,
            "times": self.times,
            "probability": self.probability,
            "latency_seconds": self.latency_seconds,
            "seed": self.seed,
            "hits": self.hits,
        }


class FaultBoard:
    """The rules in force, in the order in which they were added; the first that matches applies."""

    def __init__(self) -> None:
        """Start without faults."""
        self._rules: list[FaultRule] = []
        self._ids = count(1)

    def add(self, wanted: dict[str, Any]) -> FaultRule:
        """Add a rule from the admin API's JSON, or raise ValueError naming the field."""
        rule = _parse_rule(next(self._ids), wanted)
        self._rules.append(rule)
        return rule

    def pick(self, facts: RequestFacts) -> FaultRule | None:
        """Return the rule that applies to this request, counted as used."""
        for rule in self._rules:
            if rule.matches(facts):
                rule.hits += 1
                if rule.times is not None:
                    rule.times -= 1
                return rule
        return None

    def rules(self) -> list[FaultRule]:
        """Return the rules, used-up ones too, so that `hits` can be read afterwards."""
        return list(self._rules)

    def remove(self, rule_id: int) -> bool:
        """Remove one rule; False if there is none with that id."""
        kept = [rule for rule in self._rules if rule.rule_id != rule_id]
        removed = len(kept) < len(self._rules)
        self._rules = kept
        return removed

    def reset(self) -> None:
        """Remove every rule."""
        self._rules.clear()


_SLOW = (FaultKind.LATENCY, FaultKind.ONE_AT_A_TIME)
_TEXT_FIELDS = ("service", "action", "account")
_FIELDS = {*_TEXT_FIELDS, "kind", "times", "probability", "latency_seconds", "seed"}


def _parse_rule(rule_id: int, wanted: dict[str, Any]) -> FaultRule:
    unknown = sorted(set(wanted) - _FIELDS)
    if unknown:
        message = f"unknown field: expected one of {sorted(_FIELDS)}, found {unknown[0]!r}"
        raise ValueError(message)
    try:
        kind = FaultKind(wanted.get("kind", ""))
    except ValueError:
        message = (
            f"kind: expected one of {[k.value for k in FaultKind]}, found {wanted.get('kind')!r}"
        )
        raise ValueError(message) from None
    for name in _TEXT_FIELDS:
        if not isinstance(wanted.get(name), str | None):
            message = f"{name}: expected a string, found {wanted[name]!r}"
            raise ValueError(message)  # noqa: TRY004 - the caller's data
    latency = _number(wanted, "latency_seconds", 0.0, 600.0)
    if (kind in _SLOW) != (latency > 0):
        message = f"latency_seconds: wanted with {_SLOW} and only there, found {latency}"
        raise ValueError(message)
    return FaultRule(
        rule_id=rule_id,
        kind=kind,
        service=wanted.get("service"),
        action=wanted.get("action"),
        account=wanted.get("account"),
        times=int(_number(wanted, "times", 0, 1_000_000_000)) if "times" in wanted else None,
        probability=_number(wanted, "probability", 1.0, 1.0),
        latency_seconds=latency,
        seed=int(_number(wanted, "seed", 0, 2**63)),
    )


def _number(wanted: dict[str, Any], name: str, default: float, most: float) -> float:
    value = wanted.get(name, default)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= most:
        message = f"{name}: expected a number from 0 to {most}, found {value!r}"
        raise ValueError(message)
    return float(value)
