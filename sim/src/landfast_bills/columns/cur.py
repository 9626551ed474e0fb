"""The columns of CUR 2.0; legacy reports have most of them too, under other names.

https://docs.aws.amazon.com/cur/latest/userguide/table-dictionary-cur2.html
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal

from landfast_bills.columns.sources import (
    Amount,
    Figure,
    Interval,
    Moment,
    Numbers,
    Source,
    Strings,
    Text,
    normalized,
)
from landfast_bills.entries import DISCOUNTS, Entry, Kind, Span
from landfast_bills.months import midnight
from landfast_bills.numbers import MONEY_DIGITS, QUANTITY_DIGITS, java_text
from landfast_bills.plan import MonthPlan, currency, invoice_id
from landfast_bills.rates import PLAN_SHARE

_USED = frozenset({Kind.USAGE, Kind.DISCOUNTED, Kind.COVERED, Kind.NEGATION})
_OF_RESERVATION = frozenset({Kind.DISCOUNTED, Kind.RI_FEE})
_MOMENT = "%Y-%m-%dT%H:%M:%SZ"


def line_item_id(plan: MonthPlan, entry: Entry) -> str:
    """Return an id as AWS's: of the entry and the report, unique with the interval only."""
    seed = f"{plan.recipe.seed} {plan.month} {entry.kind} {entry.number}"
    return hashlib.sha256(seed.encode()).hexdigest()[:52]


def time_interval(span: Span) -> str:
    """Return `start/end`."""
    return f"{span.start.strftime(_MOMENT)}/{span.end.strftime(_MOMENT)}"


def is_of(*kinds: Kind) -> Callable[[Entry], bool]:
    """Return whether an entry is of these kinds."""
    wanted = frozenset(kinds)
    return lambda entry: entry.kind in wanted


def has_discount(entry: Entry) -> bool:
    """Whether a discount is taken off the line itself."""
    return entry.discount is not None


def unblended_rate(entry: Entry) -> str:
    """Return the price of a unit as text."""
    if entry.kind is Kind.DISCOUNTED:
        return "0.0"
    return public_rate(entry)


def public_rate(entry: Entry) -> str:
    """Return the price of a unit on demand as text."""
    if entry.kind not in _USED or not entry.meter.unit or entry.billing_entity != "AWS":
        return ""
    return java_text(int(entry.price.scaleb(MONEY_DIGITS)), MONEY_DIGITS)


def term(entry: Entry) -> str:
    """Return `OnDemand`, `Reserved` or nothing."""
    if entry.kind in _OF_RESERVATION:
        return "Reserved"
    return "OnDemand" if entry.kind in _USED else ""


def _of_plan(of: Callable[[Entry], str]) -> Text:
    def text(_plan: MonthPlan, entry: Entry) -> str:
        return of(entry) if entry.commitment is not None and entry.commitment.is_plan else ""

    return Text(text)


def _of_reservation(of: Callable[[Entry], str]) -> Text:
    def text(_plan: MonthPlan, entry: Entry) -> str:
        found = entry.commitment
        return of(entry) if found is not None and not found.is_plan else ""

    return Text(text)


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def _plan_rate(entry: Entry) -> Decimal | None:
    return entry.price * PLAN_SHARE if entry.kind is Kind.COVERED else None


def _product(_plan: MonthPlan, entry: Entry) -> dict[str, str]:
    found = {"product_name": entry.meter.product.name}
    if entry.region is not None:
        found["region"] = entry.region.code
    return found


def _upper(entry: Entry) -> str:
    key = f"{entry.meter.product.code} {entry.usage_type}".encode()
    return hashlib.sha256(key).hexdigest()[:16].upper()


def text(of: Callable[[Entry], str]) -> Text:
    """Return the source of text that needs the entry only."""
    return Text(lambda _plan, entry: of(entry))


_BILL: dict[str, Source] = {
    "identity_line_item_id": Text(line_item_id),
    "identity_time_interval": Interval(time_interval),
    "bill_bill_type": Text(lambda *_: "Anniversary"),
    "bill_billing_entity": text(lambda entry: entry.billing_entity),
    "bill_billing_period_start_date": Moment(lambda plan, _: midnight(plan.month.start)),
    "bill_billing_period_end_date": Moment(lambda plan, _: midnight(plan.month.end)),
    "bill_invoice_id": Text(invoice_id),
    "bill_invoicing_entity": Text(lambda plan, _: plan.recipe.organization.legal_entity),
    "bill_payer_account_id": Text(lambda plan, _: plan.recipe.organization.payer.account_id),
    "bill_payer_account_name": Text(lambda plan, _: plan.recipe.organization.payer.name),
    "cost_category": Strings(lambda _, entry: entry.categories),
    "resource_tags": Strings(lambda _, entry: normalized(entry.tags)),
    "tags": Strings(lambda _, entry: normalized(entry.tags)),
}

_LINE_ITEM: dict[str, Source] = {
    "line_item_availability_zone": text(lambda entry: entry.zone),
    "line_item_blended_cost": Amount("blended", lambda entry: entry.kind not in DISCOUNTS),
    "line_item_blended_rate": text(unblended_rate),
    "line_item_currency_code": Text(currency),
    "line_item_legal_entity": text(lambda entry: entry.legal_entity),
    "line_item_line_item_description": text(lambda entry: entry.description),
    "line_item_line_item_type": text(lambda entry: entry.type),
    "line_item_net_unblended_cost": Amount("net_unblended"),
    "line_item_net_unblended_rate": text(lambda _: ""),
    "line_item_operation": text(lambda entry: entry.meter.operation),
    "line_item_product_code": text(lambda entry: entry.meter.product.code),
    "line_item_resource_id": text(lambda entry: entry.resource_id),
    "line_item_tax_type": text(lambda entry: "VAT" if entry.kind is Kind.TAX else ""),
    "line_item_unblended_cost": Amount("unblended"),
    "line_item_unblended_rate": text(unblended_rate),
    "line_item_usage_account_id": text(lambda entry: entry.account.account_id),
    "line_item_usage_account_name": text(lambda entry: entry.account.name),
    "line_item_usage_amount": Amount("quantity", digits=QUANTITY_DIGITS),
    "line_item_usage_start_date": Moment(lambda _, span: span.start),
    "line_item_usage_end_date": Moment(lambda _, span: span.end),
    "line_item_usage_type": text(lambda entry: entry.usage_type),
    "discount_total_discount": Amount("discount", has_discount),
    "discount_bundled_discount": Amount("discount", lambda e: e.discount is Kind.BUNDLED),
}

_DISCOUNT_KEYS = {
    Kind.EDP: "edp_discount",
    Kind.PRIVATE_RATE: "private_rate_discount",
    Kind.BUNDLED: "bundled_discount",
}


def _discount_key(entry: Entry) -> str:
    return _DISCOUNT_KEYS[entry.discount] if entry.discount is not None else ""


def _region(entry: Entry) -> str:
    return entry.region.code if entry.region else ""


def _location(entry: Entry) -> str:
    return entry.region.name if entry.region else ""


def _instance_type(entry: Entry) -> str:
    return entry.meter.usage_type.partition(":")[2] if entry.meter.unit.endswith("Hrs") else ""


_PRODUCT: dict[str, Source] = {
    "discount": Numbers(_discount_key, "discount"),
    "pricing_currency": Text(currency),
    "pricing_public_on_demand_cost": Amount("public"),
    "pricing_public_on_demand_rate": text(public_rate),
    "pricing_rate_code": text(lambda entry: f"{_upper(entry)}.JRTCKXETXF.6YS6EN2CT7"),
    "pricing_term": text(term),
    "pricing_unit": text(lambda entry: entry.meter.unit),
    "product": Strings(_product),
    "product_product_name": text(lambda entry: entry.meter.product.name),
    "product_servicename": text(lambda entry: entry.meter.product.name),
    "product_instance_type": text(_instance_type),
    "product_location": text(_location),
    "product_operation": text(lambda entry: entry.meter.operation),
    "product_product_family": text(lambda entry: entry.meter.family),
    "product_region": text(_region),
    "product_region_code": text(_region),
    "product_servicecode": text(lambda entry: entry.meter.product.code),
    "product_sku": text(_upper),
    "product_usagetype": text(lambda entry: entry.usage_type),
}

_IS_FEE = is_of(Kind.RI_FEE)
_IS_RESERVED = is_of(Kind.DISCOUNTED)

_RESERVATION: dict[str, Source] = {
    "reservation_amortized_upfront_cost_for_usage": Amount("reserved_upfront", _IS_RESERVED),
    "reservation_amortized_upfront_fee_for_billing_period": Amount("fee_upfront", _IS_FEE),
    "reservation_effective_cost": Amount("reserved", _IS_RESERVED),
    "reservation_end_time": _of_reservation(
        lambda e: _moment(e.commitment.end) if e.commitment else ""
    ),
    "reservation_net_amortized_upfront_cost_for_usage": Amount(
        "net_reserved_upfront", _IS_RESERVED
    ),
    "reservation_net_amortized_upfront_fee_for_billing_period": Amount("net_fee_upfront", _IS_FEE),
    "reservation_net_effective_cost": Amount("net_reserved", _IS_RESERVED),
    "reservation_net_recurring_fee_for_usage": Amount("net_reserved_recurring", _IS_RESERVED),
    "reservation_net_unused_amortized_upfront_fee_for_billing_period": Amount(
        "net_unused_upfront", _IS_FEE
    ),
    "reservation_net_unused_recurring_fee": Amount("net_unused_recurring", _IS_FEE),
    "reservation_number_of_reservations": _of_reservation(
        lambda e: str(e.commitment.count) if e.commitment and e.kind is Kind.RI_FEE else ""
    ),
    "reservation_recurring_fee_for_usage": Amount("reserved_recurring", _IS_RESERVED),
    "reservation_reservation_a_r_n": _of_reservation(
        lambda e: e.commitment.arn if e.commitment else ""
    ),
    "reservation_start_time": _of_reservation(
        lambda e: _moment(e.commitment.start) if e.commitment else ""
    ),
    "reservation_subscription_id": _of_reservation(
        lambda e: (
            str(int(hashlib.sha256(e.commitment.arn.encode()).hexdigest()[:8], 16))
            if e.commitment
            else ""
        )
    ),
    "reservation_unused_amortized_upfront_fee_for_billing_period": Amount(
        "unused_upfront", _IS_FEE
    ),
    "reservation_unused_quantity": Amount("unused_quantity", _IS_FEE, QUANTITY_DIGITS),
    "reservation_unused_recurring_fee": Amount("unused_recurring", _IS_FEE),
    "reservation_upfront_value": Amount("upfront_value", _IS_FEE),
    "pricing_lease_contract_length": _of_reservation(
        lambda e: e.commitment.term if e.commitment else ""
    ),
    "pricing_offering_class": _of_reservation(lambda _: "standard"),
    "pricing_purchase_option": _of_reservation(
        lambda e: e.commitment.payment if e.commitment else ""
    ),
}

_IS_RECURRING = is_of(Kind.RECURRING)
_IS_COVERED = is_of(Kind.COVERED)

_SAVINGS_PLAN: dict[str, Source] = {
    "savings_plan_amortized_upfront_commitment_for_billing_period": Amount(
        "plan_upfront", _IS_RECURRING
    ),
    "savings_plan_end_time": _of_plan(lambda e: _moment(e.commitment.end) if e.commitment else ""),
    "savings_plan_net_amortized_upfront_commitment_for_billing_period": Amount(
        "net_plan_upfront", _IS_RECURRING
    ),
    "savings_plan_net_recurring_commitment_for_billing_period": Amount(
        "net_plan_recurring", _IS_RECURRING
    ),
    "savings_plan_net_savings_plan_effective_cost": Amount("net_plan_cost", _IS_COVERED),
    "savings_plan_offering_type": _of_plan(lambda _: "ComputeSavingsPlans"),
    "savings_plan_payment_option": _of_plan(lambda e: e.commitment.payment if e.commitment else ""),
    "savings_plan_purchase_term": _of_plan(lambda e: e.commitment.term if e.commitment else ""),
    "savings_plan_recurring_commitment_for_billing_period": Amount("plan_recurring", _IS_RECURRING),
    "savings_plan_region": _of_plan(lambda _: "global"),
    "savings_plan_savings_plan_a_r_n": _of_plan(lambda e: e.commitment.arn if e.commitment else ""),
    "savings_plan_savings_plan_effective_cost": Amount("plan_cost", _IS_COVERED),
    "savings_plan_savings_plan_rate": Figure(_plan_rate),
    "savings_plan_start_time": _of_plan(
        lambda e: _moment(e.commitment.start) if e.commitment else ""
    ),
    "savings_plan_total_commitment_to_date": Amount("plan_total", _IS_RECURRING),
    "savings_plan_used_commitment": Amount("plan_used", _IS_RECURRING),
}

_IS_SPLIT = is_of(Kind.SPLIT)

_SPLIT: dict[str, Source] = {
    "split_line_item_parent_resource_id": text(
        lambda entry: "i-0123456789abcdef0" if entry.kind is Kind.SPLIT else ""
    ),
    "split_line_item_split_cost": Amount("split", _IS_SPLIT),
    "split_line_item_net_split_cost": Amount("net_split", _IS_SPLIT),
}

SOURCES: dict[str, Source] = {
    **_SPLIT,
    **_BILL,
    **_LINE_ITEM,
    **_PRODUCT,
    **_RESERVATION,
    **_SAVINGS_PLAN,
}
"""By the name in CUR 2.0, or what Athena calls a legacy report's column."""


def is_net(name: str) -> bool:
    """Whether a column is there only if there is a discount."""
    return "_net_" in name or name.startswith("discount")
