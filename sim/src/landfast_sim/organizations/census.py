"""How many linked accounts the seeded organization has, and where in the tree they are.

The accounts of `world.py` come first. More of them, for organizations that are large, have numbers
of their own and go round the tree; every fifty of them bring a unit along, so that a large
organization has more units than fit on one page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from landfast_sim import world
from landfast_sim.world import Owner, SeededMember, SeededUnit

USUAL_LINKED = len(world.LINKED)
"""How many linked accounts there are unless another number is asked for."""

MOST_LINKED = 20_000

_FIRST_ACCOUNT = 777_700_000_000
_ACCOUNTS_PER_TEAM = 50
_AROUND = (
    world.PRODUCTION_UNIT_ID,
    world.DATA_UNIT_ID,
    world.STAGING_UNIT_ID,
    world.SANDBOX_UNIT_ID,
)


@dataclass(frozen=True)
class Census:
    """The units, parents first, and the linked accounts."""

    units: list[SeededUnit] = field(default_factory=list)
    linked: list[SeededMember] = field(default_factory=list)


def take(linked: int) -> Census:
    """Return the census of an organization with so many linked accounts, always the same one."""
    more = max(0, linked - len(world.LINKED))
    teams = [_team(number) for number in range(1, -(-more // _ACCOUNTS_PER_TEAM) + 1)]
    places = [*_AROUND, *(team.unit_id for team in teams)]
    accounts = [*world.LINKED[:linked], *_more(more, places)]
    return Census([*world.UNITS, *teams], accounts)


def _team(number: int) -> SeededUnit:
    return SeededUnit(f"ou-ac01-team{number:04d}", f"Team {number:03d}", world.STAGING_UNIT_ID)


def _more(wanted: int, places: list[str]) -> Iterator[SeededMember]:
    for number in count(1):
        if number > wanted:
            return
        owner = Owner(str(_FIRST_ACCOUNT + number), f"Acme {number:05d}")
        yield SeededMember(owner, places[number % len(places)])
