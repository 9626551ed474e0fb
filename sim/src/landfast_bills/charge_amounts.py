"""What the lines of a month that are no usage amount to, given what was used."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from landfast_bills.entries import Commitment, Entry, Kind
from landfast_bills.numbers import presentable, rounded
from landfast_bills.rates import PERCENT

HOURS_A_YEAR: Final = 8760


class Sums(Protocol):
    """What the rows so far amount to."""

    def of(self, name: str, key: tuple[object, ...]) -> int:
        """Return the sum of one amount over what belongs together, of everybody."""
        ...


Amount = Callable[[Sums], Mapping[str, int]]


def plain(cost: int, discount: int = 0, **more: int) -> dict[str, int]:
    """Return the amounts of a line that costs so much, whoever looks at it."""
    net = cost + discount
    return {
        "quantity": 1_000_000,
        "unblended": cost,
        "blended": cost,
        "discount": discount,
        "net_unblended": net,
        "amortized": cost,
        "net_amortized": net,
        "billed": net,
        "effective": net,
        "list": cost,
        "contracted": net,
        **more,
    }


def fixed(amounts: Mapping[str, int]) -> Amount:
    """Return amounts that depend on nothing."""
    return lambda _: amounts


def once(cost: int, amortized: int | None = None) -> Amount:
    """Return the amounts of a payment; `amortized`, if other rows share it out over months."""
    if amortized is None:
        return lambda _: plain(cost)
    spread = dict.fromkeys(("amortized", "net_amortized", "effective"), amortized)
    return lambda _: plain(cost, **spread)


@dataclass(frozen=True)
class ReservationFee:
    """What a reservation costs in a month, and what of it was not used."""

    entry: Entry
    bought: Commitment
    rate: int
    total: int
    """Of the upfront fee's share; the recurring fee is as much."""

    def fee(self, sums: Sums) -> Mapping[str, int]:
        """Return the amounts of the fee."""
        unused = self._unused(sums)
        left = 100 - self._percent
        net = {f"net_{name}": value * left // 100 for name, value in unused.items()}
        unused_net = net["net_unused_upfront"] + net["net_unused_recurring"]
        hours = self.total // self.rate if self.rate else 0
        used = self._used(sums, "quantity")
        return plain(
            self.total,
            -(self.total * self._percent // 100),
            **unused,
            **net,
            amortized=unused["unused_upfront"] + unused["unused_recurring"],
            net_amortized=unused_net,
            fee_upfront=self.total,
            net_fee_upfront=self.total * left // 100,
            unused_quantity=hours * 1_000_000 - used,
            quantity=hours * 1_000_000,
            upfront_value=presentable(self.rate * self.bought.count * HOURS_A_YEAR),
            effective=0,
        )

    def unused(self, sums: Sums) -> Mapping[str, int]:
        """Return FOCUS's row for what was not used."""
        unused = sum(self._unused(sums).values()) * (100 - self._percent) // 100
        return {"effective": unused, "net_amortized": unused}

    @property
    def _percent(self) -> int:
        return PERCENT[self.entry.discount] if self.entry.discount else 0

    def _unused(self, sums: Sums) -> dict[str, int]:
        return {
            f"unused_{part}": self.total - self._used(sums, f"reserved_{part}")
            for part in ("upfront", "recurring")
        }

    def _used(self, sums: Sums, name: str) -> int:
        return sums.of(name, ("reservation", self.bought.arn))


@dataclass(frozen=True)
class Taken:
    """What the net columns took off an account's costs of a product."""

    account_id: str
    code: str
    kind: Kind

    def __call__(self, sums: Sums) -> Mapping[str, int]:
        """Return the amounts of the line."""
        key = ("discount", self.account_id, self.code, self.kind)
        taken = presentable(sums.of("discount", key))
        return plain(taken)


def percent_of(percent: int, account_id: str | None) -> Amount:
    """Return a share of what an account used, in whole cents; None: of what everybody used."""
    key = ("all",) if account_id is None else ("account", account_id)

    def amounts(sums: Sums) -> Mapping[str, int]:
        return plain(rounded(sums.of("net_unblended", key) * percent // 100, 2))

    return amounts
