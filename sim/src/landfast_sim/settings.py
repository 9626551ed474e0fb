"""What can be changed while the simulation runs."""

from dataclasses import dataclass, fields


@dataclass
class Settings:
    """Durations in seconds, all zero unless asked for: tests move the clock instead of waiting."""

    role_delay_seconds: float = 0.0
    """How long a new role stays invisible to AssumeRole, on the simulation's clock."""

    key_delay_seconds: float = 0.0
    """How long a new access key stays unknown, on the simulation's clock."""

    stack_seconds: float = 0.0
    """How long a stack stays IN_PROGRESS before it does its work, in real time."""

    def update(self, changes: dict[str, object]) -> None:
        """Apply `changes` by field name, or raise ValueError and change nothing."""
        known = {field.name for field in fields(self)}
        accepted: dict[str, float] = {}
        for name, value in changes.items():
            if name not in known:
                message = f"unknown setting: expected one of {sorted(known)}, found {name!r}"
                raise ValueError(message)
            if isinstance(value, bool) or not isinstance(value, (int, float)) or value < 0:
                message = f"{name}: expected a number of seconds >= 0, found {value!r}"
                raise ValueError(message)
            accepted[name] = float(value)
        for name, seconds in accepted.items():
            setattr(self, name, seconds)

    def as_json(self) -> dict[str, float]:
        """Return the settings by name."""
        return {field.name: getattr(self, field.name) for field in fields(self)}
