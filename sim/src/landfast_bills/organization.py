"""Whose bill it is: a payer and its linked accounts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from landfast_bills.catalog import CHINA, REGIONS, Region
from landfast_bills.randomness import Dice

_TEAMS = ("Checkout", "Search", "Data", "Mobile", "Platform", "Payments", "Research", "Security")
_STAGES = ("Production", "Staging", "Development", "Sandbox")
_FIRST_ID = 1_000_000_000


@dataclass(frozen=True)
class Account:
    """One account of the organization."""

    account_id: str
    """Twelve digits, zeros in front included."""

    name: str
    unit: str
    """The organizational unit."""

    @property
    def cost_center(self) -> str:
        """The value of the tag CostCenter that most of its resources have."""
        return f"cc-{self.account_id[-3:]}"


@dataclass(frozen=True)
class Organization:
    """A payer with its linked accounts."""

    payer: Account
    linked: tuple[Account, ...]
    currency: str = "USD"
    """USD, or CNY in the partition aws-cn."""

    @property
    def accounts(self) -> tuple[Account, ...]:
        """All accounts. Those in front use most; the payer itself is the last."""
        return (*self.linked, self.payer)

    @property
    def partition(self) -> str:
        """The second part of its ARNs."""
        return "aws-cn" if self.currency == "CNY" else "aws"

    @property
    def regions(self) -> tuple[Region, ...]:
        """Where it runs."""
        return CHINA if self.currency == "CNY" else REGIONS

    @property
    def legal_entity(self) -> str:
        """Who invoices."""
        return "NWCD" if self.currency == "CNY" else "Amazon Web Services, Inc."


def made_up(accounts: int, seed: int, currency: str = "USD") -> Organization:
    """Return an organization of so many accounts, the payer included."""
    if accounts < 1:
        message = f"accounts: expected at least 1, found {accounts}"
        raise ValueError(message)
    dice = Dice("organization", seed)
    ids: list[str] = []
    while len(ids) < accounts:
        one = f"{_FIRST_ID + dice.below(998_000_000_000):012d}"
        if one not in ids:
            ids.append(one)
    payer = Account(ids[0], "Acme", "Root")
    return Organization(payer, tuple(_named(ids[1:])), currency)


def _named(ids: Sequence[str]) -> list[Account]:
    found = []
    for number, account_id in enumerate(ids):
        team = _TEAMS[number // len(_STAGES) % len(_TEAMS)]
        stage = _STAGES[number % len(_STAGES)]
        round_ = number // (len(_STAGES) * len(_TEAMS))
        name = f"Acme {team} {stage}" + (f" {round_ + 1}" if round_ else "")
        found.append(Account(account_id, name, f"{team}/{stage}"))
    return found
