"""Where the cells of a column come from."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from landfast_bills.entries import Entry, Span
from landfast_bills.numbers import MONEY_DIGITS
from landfast_bills.plan import MonthPlan


class Type(StrEnum):
    """The type of a column, in the words of Data Exports' GetTable."""

    STRING = "string"
    DOUBLE = "double"
    TIMESTAMP = "timestamp_milliseconds"
    STRINGS = "map<string,string>"
    NUMBERS = "map<string,double>"


def _always(_entry: Entry) -> bool:
    return True


@dataclass(frozen=True)
class Text:
    """Text of the entry; empty: there is none."""

    of: Callable[[MonthPlan, Entry], str]


@dataclass(frozen=True)
class Interval:
    """Text of the interval."""

    of: Callable[[Span], str]


@dataclass(frozen=True)
class Moment:
    """A time of the interval or of the month."""

    of: Callable[[MonthPlan, Span], datetime]


@dataclass(frozen=True)
class Amount:
    """An amount of the row, where the entry has such a thing."""

    name: str
    where: Callable[[Entry], bool] = _always
    digits: int = MONEY_DIGITS


@dataclass(frozen=True)
class Figure:
    """A number of the entry."""

    of: Callable[[Entry], Decimal | None]


@dataclass(frozen=True)
class Strings:
    """A map of the entry."""

    of: Callable[[MonthPlan, Entry], Mapping[str, str]]


@dataclass(frozen=True)
class Numbers:
    """A map with one amount of the row, if that is not zero; `key` is empty where there is none."""

    key: Callable[[Entry], str]
    name: str


Source = Text | Interval | Moment | Amount | Figure | Strings | Numbers


@dataclass(frozen=True)
class Column:
    """A column of a delivery."""

    name: str
    type: Type
    source: Source


def nothing(kind: Type) -> Source:
    """Return the source of a column that is empty in every row."""
    if kind is Type.STRING:
        return Text(lambda *_: "")
    if kind in (Type.DOUBLE, Type.TIMESTAMP):
        return Figure(lambda _: None)
    return Strings(lambda *_: {})


def snake(name: str) -> str:
    """Return a name as Athena's columns have it: every capital begins a word."""
    words = re.sub(r"[^0-9A-Za-z]+", "_", name)
    return re.sub(r"(?<!^)(?<!_)([A-Z])", r"_\1", words).lower()


def normalized(tags: Mapping[str, str]) -> dict[str, str]:
    """Return tags under Athena's names; of twins the first that is not empty stays."""
    found: dict[str, str] = {}
    for key, value in tags.items():
        name = snake(f"user:{key}")
        found[name] = found.get(name) or value
    return found
