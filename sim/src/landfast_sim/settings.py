"""What can be changed while the simulation runs."""

from collections.abc import Callable
from dataclasses import dataclass, fields

_MOST_MONTHS = 35


@dataclass
class Settings:
    """Durations in seconds, most zero unless asked for: tests move the clock instead of waiting."""

    role_delay_seconds: float = 0.0
    """How long a new role stays invisible to AssumeRole, on the simulation's clock."""

    key_delay_seconds: float = 0.0
    """How long a new access key stays unknown, on the simulation's clock."""

    stack_seconds: float = 0.0
    """How long a stack stays IN_PROGRESS before it does its work, in real time."""

    delivery_seconds: float = 86_400.0
    """How long a new report or export waits for its first delivery, on the simulation's clock."""

    backfill_months: int = 0
    """How many months before this one a first delivery brings; AWS Support can do that."""

    closing_seconds: float = 0.0
    """How long an account stays PENDING_CLOSURE, on the simulation's clock."""

    account_status_retired: bool = False
    """Whether Organizations has stopped to answer `Status` beside `State`."""

    empty_pages: bool = False
    """Whether Organizations puts an empty page before each page, as AWS does now and then."""

    http_issuers: bool = False
    """Whether an OIDC issuer may be http on loopback; AWS wants https."""

    def update(self, changes: dict[str, object]) -> None:
        """Apply `changes` by field name, or raise ValueError and change nothing."""
        known = {field.name: field.default for field in fields(self)}
        accepted: dict[str, float] = {}
        for name, value in changes.items():
            if name not in known:
                message = f"unknown setting: expected one of {sorted(known)}, found {name!r}"
                raise ValueError(message)
            accepted[name] = _CHECKS[type(known[name])](name, value)
        for name, setting in accepted.items():
            setattr(self, name, setting)

    def as_json(self) -> dict[str, float]:
        """Return the settings by name."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


def _flag(name: str, value: object) -> bool:
    if not isinstance(value, bool):
        message = f"{name}: expected true or false, found {value!r}"
        raise ValueError(message)  # noqa: TRY004 - the caller's data
    return value


def _count(name: str, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _MOST_MONTHS:
        message = f"{name}: expected a whole number from 0 to {_MOST_MONTHS}, found {value!r}"
        raise ValueError(message)
    return value


def _seconds(name: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value < 0:
        message = f"{name}: expected a number of seconds >= 0, found {value!r}"
        raise ValueError(message)
    return float(value)


_CHECKS: dict[type, Callable[[str, object], float]] = {bool: _flag, int: _count, float: _seconds}
