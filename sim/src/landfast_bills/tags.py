"""Tags as people write them: useful ones, forgotten ones, and every kind of chaos."""

from __future__ import annotations

from collections.abc import Mapping

from landfast_bills.months import Month
from landfast_bills.organization import Account
from landfast_bills.randomness import Dice

COST_CENTER = "CostCenter"
CATEGORY = "Business Unit"
"""The cost category: organizational units without their stages."""

_TEAMS = ("checkout", "search", "data", "mobile")
_LONG = "long " * 51
_CHAOS: tuple[tuple[str, str], ...] = (
    ("app/Name", "shop/front"),
    ("app:owner", "a:b"),
    ("Größe", "groß"),
    ("note", "=1+1"),
    ("note", "+49 30 901820"),
    ("note", "-5"),
    ("note", "@sum"),
    ("note", 'says "no", twice'),
    ("note", "two\nlines"),
    ("note", "カフェ ☕"),
    ("note", ""),
    ("note", " spaces "),
    ("note", "tab\there, comma; semicolon"),
    ("note", "back\\slash"),
    ("description", _LONG.strip()),
)


def of_resource(account: Account, number: int, seed: int, *, chaos: bool) -> dict[str, str]:
    """Return the tags of a resource."""
    dice = Dice("tags", seed, number)
    tags: dict[str, str] = {}
    if dice.below(8):
        tags[COST_CENTER] = account.cost_center if dice.below(10) else "cc-unknown"
    if dice.below(3) == 0:
        tags["Project"] = dice.one_of(("landfast", "atlas", "orion"))
    if chaos:
        team = dice.one_of(_TEAMS)
        twins = dice.below(6)
        if twins in (0, 2):
            tags["team"] = team
        if twins in (1, 2):
            tags["Team"] = team.capitalize()
        if dice.below(4) == 0:
            key, value = dice.one_of(_CHAOS)
            tags[key] = value
    return tags


def in_month(tags: Mapping[str, str], month: Month) -> dict[str, str]:
    """Return the tags that are active in a month: `Project` is one in every other month only."""
    hidden = set() if month.number % 2 == 0 else {"Project"}
    return {key: value for key, value in tags.items() if key not in hidden}


def categories(account: Account) -> dict[str, str]:
    """Return the cost categories of an account's usage."""
    return {CATEGORY: account.unit.partition("/")[0]}
