"""What the machine offers, and what is wrong with it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, TypeVar

from landfast_sim import world
from landfast_sim.assume_role import find_role

Kind = TypeVar("Kind", bound=StrEnum)


class Metadata(StrEnum):
    """How the instance metadata service behaves."""

    V2 = "v2"
    """As AWS sets instances up by default: a token is demanded."""

    V1_AND_V2 = "v1_and_v2"
    """A token is taken but not demanded (`HttpTokens=optional`)."""

    V1_ONLY = "v1_only"
    """Something that knows no tokens: an old proxy in a cluster."""

    HOP_LIMIT = "hop_limit"
    """The answer to the request for a token never arrives: its packets die one hop too early, as in
    a container of an instance with the hop limit 1."""

    UNAUTHORIZED = "unauthorized"
    """Tokens are given out and then refused."""

    OFF = "off"
    """Switched off (`HttpEndpoint=disabled`): HTTP 403 for everything."""


class Container(StrEnum):
    """How the endpoint for containers behaves."""

    OK = "ok"
    UNAUTHORIZED = "unauthorized"
    """Refuses the right authorization token too."""

    HANGS = "hangs"
    """Never answers."""

    OFF = "off"
    """HTTP 404."""


@dataclass(frozen=True)
class MachineSettings:
    """The settings; each test starts with these."""

    metadata: Metadata = Metadata.V2
    container: Container = Container.OK
    role_arn: str | None = world.SERVER_ROLE_ARN
    """Whose credentials are handed out; None: the machine has no role."""

    def changed(self, wanted: dict[str, Any]) -> MachineSettings:
        """Return the settings with changes from the admin API's JSON, or raise ValueError."""
        unknown = sorted(set(wanted) - set(asdict(self)))
        if unknown:
            message = f"expected {sorted(asdict(self))}, found {unknown[0]!r}"
            raise ValueError(message)
        found = {**asdict(self), **wanted}
        if found["role_arn"] is not None:
            _demand_home_role(found["role_arn"])
        return MachineSettings(
            metadata=_one_of(Metadata, "metadata", found["metadata"]),
            container=_one_of(Container, "container", found["container"]),
            role_arn=found["role_arn"],
        )


def _one_of(kinds: type[Kind], name: str, value: object) -> Kind:
    try:
        return kinds(str(value))
    except ValueError:
        message = f"{name}: expected one of {[k.value for k in kinds]}, found {value!r}"
        raise ValueError(message) from None


def _demand_home_role(role_arn: object) -> None:
    prefix = f"arn:aws:iam::{world.HOME.account_id}:role/"
    if not (isinstance(role_arn, str) and role_arn.startswith(prefix) and find_role(role_arn)):
        message = f"role_arn: expected a role of the home account, found {role_arn!r}"
        raise ValueError(message)
