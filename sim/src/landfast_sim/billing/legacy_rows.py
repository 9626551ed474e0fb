"""The columns of a legacy report: `category/Name` in text, snake case in Parquet.

Which there are changes from month to month with what the lines have: no tag, no column.
https://docs.aws.amazon.com/cur/latest/userguide/data-dictionary.html
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from landfast_sim.billing.cells import Cell
from landfast_sim.billing.months import Month, midnight
from landfast_sim.billing.source import CURRENCY, Line

_TEXT, _OPTIONAL = "String", "OptionalString"
_NUMBER, _OPTIONAL_NUMBER = "BigDecimal", "OptionalBigDecimal"
_TIME, _INTERVAL = "DateTime", "Interval"
MOMENT = "%Y-%m-%dT%H:%M:%SZ"
"""How times are written in text."""

Value = Callable[[Line, Month], Cell]


@dataclass(frozen=True)
class LegacyColumn:
    """One column."""

    category: str
    name: str
    kind: str
    """The type, as newer manifests tell it."""

    value: Value

    @property
    def text_name(self) -> str:
        """The name in comma separated files: `lineItem/UnblendedCost`."""
        return f"{self.category}/{self.name}"

    @property
    def snake_name(self) -> str:
        """The name in Parquet files and Athena: `line_item_unblended_cost`."""
        return f"{snake(self.category)}_{snake(self.name)}"

    @property
    def is_number(self) -> bool:
        """Whether it is a decimal number."""
        return self.kind in (_NUMBER, _OPTIONAL_NUMBER)

    @property
    def is_time(self) -> bool:
        """Whether it is a moment."""
        return self.kind == _TIME


def snake(name: str) -> str:
    """Return a name as Athena's columns have it: every capital begins a word."""
    words = re.sub(r"[^0-9A-Za-z]+", "_", name)
    return re.sub(r"(?<!^)(?<!_)([A-Z])", r"_\1", words).lower()


def columns(lines: Sequence[Line], *, resources: bool) -> list[LegacyColumn]:
    """Return the columns of a report that has these lines, in their order."""
    found = [one for one in _ALWAYS if resources or one.name != "ResourceId"]
    keys = sorted({key for line in lines for key in line.tags})
    return found + [_tag(key) for key in keys]


def _tag(key: str) -> LegacyColumn:
    def value(line: Line, _month: Month) -> Cell:
        return line.tags.get(key, "")

    return LegacyColumn("resourceTags", f"user:{key}", _OPTIONAL, value)


def line_item_id(line: Line) -> str:
    """Return an id as AWS makes them: of the report, not of the usage."""
    seed = f"{line.payer_id} {line.account_id} {line.start.isoformat()} {line.number}"
    return hashlib.sha256(seed.encode()).hexdigest()[:52]


def time_interval(line: Line) -> str:
    """Return `start/end`."""
    return f"{_moment(line.start)}/{_moment(line.end)}"


def _moment(moment: datetime) -> str:
    return moment.strftime(MOMENT)


_VALUES: tuple[tuple[str, str, Value], ...] = (
    ("identity/LineItemId", _TEXT, lambda line, _: line_item_id(line)),
    ("identity/TimeInterval", _INTERVAL, lambda line, _: time_interval(line)),
    ("bill/InvoiceId", _OPTIONAL, lambda line, _: line.invoice_id),
    ("bill/InvoicingEntity", _OPTIONAL, lambda *_: "Amazon Web Services, Inc."),
    ("bill/BillingEntity", _TEXT, lambda *_: "AWS"),
    ("bill/BillType", _TEXT, lambda *_: "Anniversary"),
    ("bill/PayerAccountId", _TEXT, lambda line, _: line.payer_id),
    ("bill/BillingPeriodStartDate", _TIME, lambda _, month: midnight(month.start)),
    ("bill/BillingPeriodEndDate", _TIME, lambda _, month: midnight(month.end)),
    ("lineItem/UsageAccountId", _TEXT, lambda line, _: line.account_id),
    ("lineItem/LineItemType", _TEXT, lambda line, _: line.kind),
    ("lineItem/UsageStartDate", _TIME, lambda line, _: line.start),
    ("lineItem/UsageEndDate", _TIME, lambda line, _: line.end),
    ("lineItem/ProductCode", _TEXT, lambda line, _: line.product.code),
    ("lineItem/UsageType", _OPTIONAL, lambda line, _: line.usage_type),
    ("lineItem/Operation", _OPTIONAL, lambda line, _: line.operation),
    ("lineItem/AvailabilityZone", _OPTIONAL, lambda *_: ""),
    ("lineItem/ResourceId", _OPTIONAL, lambda line, _: line.resource_id),
    ("lineItem/UsageAmount", _OPTIONAL_NUMBER, lambda line, _: line.amount),
    ("lineItem/NormalizationFactor", _OPTIONAL_NUMBER, lambda *_: None),
    ("lineItem/NormalizedUsageAmount", _OPTIONAL_NUMBER, lambda *_: None),
    ("lineItem/CurrencyCode", _TEXT, lambda *_: CURRENCY),
    ("lineItem/UnblendedRate", _OPTIONAL, lambda line, _: str(line.rate)),
    ("lineItem/UnblendedCost", _OPTIONAL_NUMBER, lambda line, _: line.cost),
    ("lineItem/BlendedRate", _OPTIONAL, lambda line, _: str(line.rate)),
    ("lineItem/BlendedCost", _OPTIONAL_NUMBER, lambda line, _: line.cost),
    ("lineItem/LineItemDescription", _OPTIONAL, lambda line, _: line.description),
    ("lineItem/TaxType", _OPTIONAL, lambda *_: ""),
    ("lineItem/LegalEntity", _OPTIONAL, lambda *_: "Amazon Web Services, Inc."),
    ("product/ProductName", _OPTIONAL, lambda line, _: line.product.name),
    ("product/productFamily", _OPTIONAL, lambda line, _: line.product.family),
    ("product/region", _OPTIONAL, lambda line, _: line.region),
    ("product/regionCode", _OPTIONAL, lambda line, _: line.region),
    ("product/servicecode", _OPTIONAL, lambda line, _: line.product.code),
    ("product/servicename", _OPTIONAL, lambda line, _: line.product.name),
    ("product/usagetype", _OPTIONAL, lambda line, _: line.usage_type),
    ("pricing/currency", _OPTIONAL, lambda *_: CURRENCY),
    ("pricing/publicOnDemandCost", _OPTIONAL_NUMBER, lambda line, _: line.cost),
    ("pricing/publicOnDemandRate", _OPTIONAL, lambda line, _: str(line.rate)),
    ("pricing/term", _OPTIONAL, lambda *_: "OnDemand"),
    ("pricing/unit", _OPTIONAL, lambda line, _: line.unit),
)

_ALWAYS = tuple(
    LegacyColumn(text.partition("/")[0], text.partition("/")[2], kind, value)
    for text, kind, value in _VALUES
)
