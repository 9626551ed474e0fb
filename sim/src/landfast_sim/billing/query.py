"""The QueryStatement of an export: which columns of which table, under which names.

Data Exports takes a small SQL: SELECT of named columns or members of maps, FROM one table, and an
optional WHERE. It does not take `*`.
https://docs.aws.amazon.com/cur/latest/userguide/dataexports-data-query.html
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from landfast_bills.columns.sources import Type as Kind
from landfast_sim.billing.tables import TABLES, Table

_STATEMENT = re.compile(
    r"^\s*SELECT\s+(?P<columns>.+?)\s+FROM\s+(?P<table>\w+)\s*(?:WHERE\s+(?P<where>.+?))?\s*;?\s*$",
    re.IGNORECASE | re.DOTALL,
)
_COLUMN = re.compile(
    r"^(?P<name>\w+)"
    r"(?:\[\s*'(?P<index>[^']+)'\s*\]|\.(?P<member>\w+))?"
    r"(?:\s+(?:AS\s+)?\"?(?P<alias>\w+)\"?)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Column:
    """One column of the result."""

    source: str
    member: str | None
    """The key, where `source` is a map of which one entry is selected."""

    name: str
    kind: Kind


@dataclass(frozen=True)
class Query:
    """A statement that Data Exports accepts."""

    table: Table
    columns: tuple[Column, ...]


def read(statement: str, configurations: Mapping[str, Mapping[str, str]]) -> Query:
    """Return what the statement selects, or raise ValueError in AWS's words."""
    found = _STATEMENT.match(statement)
    if found is None:
        message = "The query provided is not valid."
        raise ValueError(message)
    table = TABLES.get(found["table"].upper())
    if table is None:
        message = f"The table {found['table']} provided in the query does not exist."
        raise ValueError(message)
    _check_configurations(table, configurations)
    known = table.columns_with(configurations.get(table.name, {}))
    columns = [_column(text.strip(), table, known) for text in found["columns"].split(",")]
    return Query(table, tuple(columns))


def _column(text: str, table: Table, known: Mapping[str, Kind]) -> Column:
    found = _COLUMN.match(text)
    names = {name.lower(): name for name in known}
    source = names.get(found["name"].lower()) if found else None
    if found is None or source is None:
        message = f"The columns in the query provided are not a subset of the table {table.name}"
        raise ValueError(message)
    kind, member = known[source], found["index"] or found["member"]
    if member is not None:
        if kind not in (Kind.STRINGS, Kind.NUMBERS):
            message = f"The column {source} in the query provided is not a map."
            raise ValueError(message)
        kind = Kind.STRING if kind is Kind.STRINGS else Kind.DOUBLE
    return Column(source, member, found["alias"] or member or source, kind)


def _check_configurations(table: Table, configurations: Mapping[str, Mapping[str, str]]) -> None:
    for name, given in configurations.items():
        if name != table.name:
            message = f"The table configurations provided are for {name}, not for {table.name}."
            raise ValueError(message)
        known = {one.name: one for one in table.properties}
        for key, value in given.items():
            allowed = known[key].values if key in known else ()
            if key not in known or (allowed and value not in allowed):
                message = f"The table configuration {key}={value} is not valid for {table.name}."
                raise ValueError(message)
