"""The tables of Data Exports: what their columns are called, and what is in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from landfast_bills.columns import cur, focus
from landfast_bills.columns.cur2_names import CUR2, CUR2_OPTIONAL
from landfast_bills.columns.focus_names import FOCUS_1_0, FOCUS_1_2
from landfast_bills.columns.sources import (
    Amount,
    Column,
    Figure,
    Numbers,
    Source,
    Strings,
    Text,
    Type,
    nothing,
)
from landfast_bills.plan import MonthPlan

CUR2_TABLE = "COST_AND_USAGE_REPORT"
FOCUS_1_0_TABLE = "FOCUS_1_0_AWS"
FOCUS_1_2_TABLE = "FOCUS_1_2_AWS"

ALL: Mapping[str, Mapping[str, str]] = {
    CUR2_TABLE: {
        **CUR2,
        **{name: kind for added in CUR2_OPTIONAL.values() for name, kind in added},
    },
    FOCUS_1_0_TABLE: FOCUS_1_0,
    FOCUS_1_2_TABLE: FOCUS_1_2,
}
"""The types of all columns by table and name."""

BENCHMARK = (
    "bill_billing_entity",
    "bill_billing_period_end_date",
    "bill_billing_period_start_date",
    "bill_invoice_id",
    "bill_payer_account_id",
    "identity_line_item_id",
    "identity_time_interval",
    "line_item_availability_zone",
    "line_item_blended_cost",
    "line_item_currency_code",
    "line_item_line_item_description",
    "line_item_line_item_type",
    "line_item_net_unblended_cost",
    "line_item_operation",
    "line_item_product_code",
    "line_item_resource_id",
    "line_item_unblended_cost",
    "line_item_unblended_rate",
    "line_item_usage_account_id",
    "line_item_usage_amount",
    "line_item_usage_end_date",
    "line_item_usage_start_date",
    "line_item_usage_type",
    "pricing_public_on_demand_cost",
    "pricing_term",
    "pricing_unit",
    "product_product_family",
    "product_region_code",
    "product_servicecode",
    "reservation_effective_cost",
    "reservation_net_effective_cost",
    "reservation_reservation_a_r_n",
    "reservation_unused_amortized_upfront_fee_for_billing_period",
    "reservation_unused_recurring_fee",
    "resource_tags",
    "savings_plan_net_savings_plan_effective_cost",
    "savings_plan_savings_plan_a_r_n",
    "savings_plan_savings_plan_effective_cost",
    "savings_plan_total_commitment_to_date",
    "savings_plan_used_commitment",
)
"""Forty columns of CUR 2.0 that an analysis needs."""


def usual(table: str, *, split: bool = False) -> list[str]:
    """Return the columns that an export of everything has; `split`: cost allocation data too."""
    wanted = {"INCLUDE_RESOURCES", *(["INCLUDE_SPLIT_COST_ALLOCATION_DATA"] if split else ())}
    left_out = {
        name for key, added in CUR2_OPTIONAL.items() if key not in wanted for name, _ in added
    }
    return [name for name in ALL[table] if name not in left_out]


def columns(table: str, names: Sequence[str]) -> list[Column]:
    """Return columns by their names, or raise ValueError."""
    unknown = [name for name in names if name not in ALL[table]]
    if unknown:
        message = f"columns: expected columns of {table}, found {', '.join(unknown)}"
        raise ValueError(message)
    return [column(table, name) for name in names]


def column(table: str, name: str, member: str | None = None, alias: str | None = None) -> Column:
    """Return a column, or one entry of a column that is a map."""
    kind = Type(ALL[table][name])
    sources = cur.SOURCES if table == CUR2_TABLE else focus.SOURCES
    source = sources.get(name) or nothing(kind)
    if member is not None:
        return Column(alias or member, _member_type(kind), _member(source, member))
    return Column(alias or name, kind, source)


def without_nets(columns_: Sequence[Column], plan: MonthPlan) -> list[Column]:
    """Return the columns of a month: there is nothing in net ones until there is a discount."""
    if plan.is_discounted:
        return list(columns_)
    return [
        Column(one.name, one.type, nothing(one.type)) if cur.is_net(one.name) else one
        for one in columns_
    ]


def _member_type(kind: Type) -> Type:
    return Type.STRING if kind is Type.STRINGS else Type.DOUBLE


def _member(source: Source, member: str) -> Source:
    if isinstance(source, Strings):
        return Text(lambda plan, entry: source.of(plan, entry).get(member, ""))
    if isinstance(source, Numbers):
        return Amount(source.name, lambda entry: source.key(entry) == member)
    return Figure(lambda _: None)
