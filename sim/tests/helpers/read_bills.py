"""Reads delivered bills with other means than they are written with, and adds them up.

The formulas are those of the Cloud Intelligence Dashboards' view `summary_view`:
https://github.com/aws-solutions-library-samples/cloud-intelligence-dashboards-framework
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import sys
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from landfast_bills.columns.legacy import parquet_name

Row = Mapping[str, Any]
Sums = dict[str, dict[str, Decimal]]

DISCOUNT_LINES = ("EdpDiscount", "PrivateRateDiscount", "BundledDiscount")
CUR_CUTS: dict[str, Callable[[Row], str]] = {
    "line_item_type": lambda row: str(row["line_item_line_item_type"]),
    "account": lambda row: str(row["line_item_usage_account_id"]),
    "service": lambda row: str(row["line_item_product_code"]),
    "region": lambda row: str(row["product_region_code"] or ""),
    "day": lambda row: _day(row["line_item_usage_start_date"]),
}
FOCUS_CUTS: dict[str, Callable[[Row], str]] = {
    "charge_category": lambda row: str(row["ChargeCategory"]),
    "account": lambda row: str(row["SubAccountId"]),
    "service": lambda row: str(row["x_ServiceCode"]),
    "region": lambda row: str(row["RegionId"] or ""),
    "tag:CostCenter": lambda row: _map(row["Tags"]).get("user:CostCenter", ""),
    "day": lambda row: _day(row["ChargePeriodStart"]),
}

csv.field_size_limit(sys.maxsize)


def rows(bucket: Path, manifest_key: str, name: str = "acme") -> Iterator[dict[str, Any]]:
    """Yield the rows that a manifest names, with the names of Athena."""
    manifest = json.loads((bucket / manifest_key).read_text())
    if "reportKeys" in manifest:
        assert (manifest["bucket"], manifest["reportName"]) == (bucket.name, name)
        keys = manifest["reportKeys"]
    else:
        start = f"s3://{bucket.name}/"
        assert all(url.startswith(start) for url in manifest["dataFiles"])
        keys = [url.removeprefix(start) for url in manifest["dataFiles"]]
    for key in keys:
        yield from _file(bucket / key)


def _file(path: Path) -> Iterator[dict[str, Any]]:
    if path.name.endswith(".parquet"):
        yield from pq.read_table(path).to_pylist()
        return
    body = path.read_bytes()
    if path.name.endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            (name,) = archive.namelist()
            body = archive.read(name)
    else:
        body = gzip.decompress(body)
    for row in csv.DictReader(io.StringIO(body.decode(), newline="")):
        yield {_athena(name): value for name, value in row.items()}


@cache
def _athena(name: str) -> str:
    if name.startswith("resourceTags/"):
        return name
    return parquet_name(name) if "/" in name else name


def cur_measures(row: Row) -> dict[str, Decimal]:
    """Return what a row counts for in each kind of sum."""
    unblended = number(row, "line_item_unblended_cost")
    kind = row["line_item_line_item_type"]
    net_unblended = _or(row, "line_item_net_unblended_cost", unblended)
    is_discount = kind in DISCOUNT_LINES and row.get("line_item_net_unblended_cost") is not None
    amortized, net = _amortized(row, unblended, net_unblended)
    return {
        "unblended": unblended,
        "blended": number(row, "line_item_blended_cost"),
        "amortized": amortized,
        "net_unblended": Decimal(0) if is_discount else net_unblended,
        "net_amortized": Decimal(0) if is_discount else net,
        "public": number(row, "pricing_public_on_demand_cost"),
    }


def _amortized(row: Row, unblended: Decimal, net: Decimal) -> tuple[Decimal, Decimal]:
    kind = row["line_item_line_item_type"]
    of_kind = {
        "SavingsPlanCoveredUsage": _covered,
        "SavingsPlanRecurringFee": _unused_commitment,
        "DiscountedUsage": _reserved,
        "RIFee": _unused_reservation,
    }
    if kind in of_kind:
        return of_kind[kind](row)
    if kind in ("SavingsPlanNegation", "SavingsPlanUpfrontFee") or _is_spread(row):
        return Decimal(0), Decimal(0)
    return unblended, net


def _is_spread(row: Row) -> bool:
    """Whether it is a payment, or a refund of one, that other rows share out."""
    kind, text = row["line_item_line_item_type"], row["line_item_line_item_description"] or ""
    is_plan = row["line_item_product_code"] == "ComputeSavingsPlans"
    if kind == "Refund":
        return is_plan and text.startswith("Refund for one-time fee for Savings Plan ID")
    return kind == "Fee" and bool(row.get("reservation_reservation_a_r_n"))


def _covered(row: Row) -> tuple[Decimal, Decimal]:
    return _pair(row, "savings_plan_{}savings_plan_effective_cost")


def _unused_commitment(row: Row) -> tuple[Decimal, Decimal]:
    total = number(row, "savings_plan_total_commitment_to_date")
    unused = total - number(row, "savings_plan_used_commitment")
    recurring, net = _pair(row, "savings_plan_{}recurring_commitment_for_billing_period")
    return unused, unused * net / recurring


def _reserved(row: Row) -> tuple[Decimal, Decimal]:
    return _pair(row, "reservation_{}effective_cost")


def _unused_reservation(row: Row) -> tuple[Decimal, Decimal]:
    upfront = _pair(row, "reservation_{}unused_amortized_upfront_fee_for_billing_period")
    recurring = _pair(row, "reservation_{}unused_recurring_fee")
    return upfront[0] + recurring[0], upfront[1] + recurring[1]


def _pair(row: Row, name: str) -> tuple[Decimal, Decimal]:
    gross = number(row, name.format(""))
    return gross, _or(row, name.format("net_"), gross)


def _or(row: Row, name: str, otherwise: Decimal) -> Decimal:
    return otherwise if row.get(name) in (None, "") else number(row, name)


def number(row: Row, name: str) -> Decimal:
    """Return an amount exactly: of a double, its shortest text."""
    found = row.get(name)
    return Decimal(0) if found in (None, "") else Decimal(str(found))


def focus_measures(row: Row) -> dict[str, Decimal]:
    """Return what a row counts for in each kind of sum."""
    names = {"billed": "BilledCost", "effective": "EffectiveCost", "list": "ListCost"}
    found = {short: number(row, name) for short, name in names.items()}
    return {**found, "contracted": number(row, "ContractedCost")}


def summed(
    found: Iterator[dict[str, Any]],
    measures: Callable[[Row], dict[str, Decimal]],
    cuts: Mapping[str, Callable[[Row], str]],
) -> dict[str, Sums]:
    """Return the sums by every cut; the one named "" is of everything."""
    sums: dict[str, Sums] = defaultdict(lambda: defaultdict(lambda: defaultdict(Decimal)))
    for row in found:
        counted = {"rows": Decimal(1), **measures(row)}
        for cut, of_row in {"": lambda _: "", **cuts}.items():
            for name, value in counted.items():
                sums[cut][of_row(row)][name] += value
    return sums


def told(truth: Mapping[str, Any], cuts: Mapping[str, Any]) -> dict[str, Sums]:
    """Return the truth about a month in the same shape."""
    found = {"": {"": truth["totals"]}, **{cut: truth["by"][cut] for cut in cuts}}
    return {
        cut: {
            key: {name: Decimal(str(value)) for name, value in sums.items()}
            for key, sums in groups.items()
        }
        for cut, groups in found.items()
    }


def _day(value: Any) -> str:
    return f"{value.day:02d}" if isinstance(value, datetime) else str(value)[8:10]


def _map(value: Any) -> dict[str, str]:
    return dict(json.loads(value)) if isinstance(value, str) else dict(value or ())
