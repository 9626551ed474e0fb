"""The columns of a legacy report: `category/Name` in text, snake case in Parquet.

Which there are changes from month to month with what the lines have: no tag, no column; no savings
plan, no discount, no columns of them.
https://docs.aws.amazon.com/cur/latest/userguide/data-dictionary.html
"""

from __future__ import annotations

from collections.abc import Callable

from landfast_bills.batches import Bill
from landfast_bills.columns.cur import SOURCES, is_net
from landfast_bills.columns.sources import (
    Amount,
    Column,
    Figure,
    Interval,
    Moment,
    Source,
    Text,
    Type,
    normalized,
    nothing,
    snake,
)
from landfast_bills.entries import Entry, Kind

_NAMES = (
    "identity/LineItemId",
    "identity/TimeInterval",
    "bill/InvoiceId",
    "bill/InvoicingEntity",
    "bill/BillingEntity",
    "bill/BillType",
    "bill/PayerAccountId",
    "bill/BillingPeriodStartDate",
    "bill/BillingPeriodEndDate",
    "lineItem/UsageAccountId",
    "lineItem/LineItemType",
    "lineItem/UsageStartDate",
    "lineItem/UsageEndDate",
    "lineItem/ProductCode",
    "lineItem/UsageType",
    "lineItem/Operation",
    "lineItem/AvailabilityZone",
    "lineItem/ResourceId",
    "lineItem/UsageAmount",
    "lineItem/NormalizationFactor",
    "lineItem/NormalizedUsageAmount",
    "lineItem/CurrencyCode",
    "lineItem/UnblendedRate",
    "lineItem/UnblendedCost",
    "lineItem/BlendedRate",
    "lineItem/BlendedCost",
    "lineItem/LineItemDescription",
    "lineItem/TaxType",
    "lineItem/NetUnblendedRate",
    "lineItem/NetUnblendedCost",
    "lineItem/LegalEntity",
    "discount/TotalDiscount",
    "product/ProductName",
    "product/instanceType",
    "product/location",
    "product/operation",
    "product/productFamily",
    "product/region",
    "product/regionCode",
    "product/servicecode",
    "product/servicename",
    "product/sku",
    "product/usagetype",
    "pricing/LeaseContractLength",
    "pricing/OfferingClass",
    "pricing/PurchaseOption",
    "pricing/RateCode",
    "pricing/RateId",
    "pricing/currency",
    "pricing/publicOnDemandCost",
    "pricing/publicOnDemandRate",
    "pricing/term",
    "pricing/unit",
    "reservation/AmortizedUpfrontCostForUsage",
    "reservation/AmortizedUpfrontFeeForBillingPeriod",
    "reservation/EffectiveCost",
    "reservation/EndTime",
    "reservation/ModificationStatus",
    "reservation/NetAmortizedUpfrontCostForUsage",
    "reservation/NetAmortizedUpfrontFeeForBillingPeriod",
    "reservation/NetEffectiveCost",
    "reservation/NetRecurringFeeForUsage",
    "reservation/NetUnusedAmortizedUpfrontFeeForBillingPeriod",
    "reservation/NetUnusedRecurringFee",
    "reservation/NormalizedUnitsPerReservation",
    "reservation/NumberOfReservations",
    "reservation/RecurringFeeForUsage",
    "reservation/ReservationARN",
    "reservation/StartTime",
    "reservation/SubscriptionId",
    "reservation/TotalReservedNormalizedUnits",
    "reservation/TotalReservedUnits",
    "reservation/UnitsPerReservation",
    "reservation/UnusedAmortizedUpfrontFeeForBillingPeriod",
    "reservation/UnusedNormalizedUnitQuantity",
    "reservation/UnusedQuantity",
    "reservation/UnusedRecurringFee",
    "reservation/UpfrontValue",
    "savingsPlan/TotalCommitmentToDate",
    "savingsPlan/SavingsPlanARN",
    "savingsPlan/SavingsPlanRate",
    "savingsPlan/UsedCommitment",
    "savingsPlan/SavingsPlanEffectiveCost",
    "savingsPlan/AmortizedUpfrontCommitmentForBillingPeriod",
    "savingsPlan/RecurringCommitmentForBillingPeriod",
    "savingsPlan/StartTime",
    "savingsPlan/EndTime",
    "savingsPlan/OfferingType",
    "savingsPlan/PaymentOption",
    "savingsPlan/PurchaseTerm",
    "savingsPlan/Region",
    "savingsPlan/NetSavingsPlanEffectiveCost",
    "savingsPlan/NetAmortizedUpfrontCommitmentForBillingPeriod",
    "savingsPlan/NetRecurringCommitmentForBillingPeriod",
)

_SPLIT_NAMES = (
    "splitLineItem/ParentResourceId",
    "splitLineItem/SplitCost",
    "splitLineItem/NetSplitCost",
)
_DISCOUNTS = {
    "discount/EdpDiscount": Kind.EDP,
    "discount/PrivateRateDiscount": Kind.PRIVATE_RATE,
    "discount/BundledDiscount": Kind.BUNDLED,
}
_EMPTY = {
    "line_item_normalization_factor": Type.DOUBLE,
    "line_item_normalized_usage_amount": Type.DOUBLE,
    "pricing_rate_id": Type.STRING,
    "reservation_modification_status": Type.STRING,
    "reservation_normalized_units_per_reservation": Type.STRING,
    "reservation_total_reserved_normalized_units": Type.STRING,
    "reservation_total_reserved_units": Type.STRING,
    "reservation_units_per_reservation": Type.STRING,
    "reservation_unused_normalized_unit_quantity": Type.DOUBLE,
}
"""What nobody here has: reservations of several sizes, or modified ones."""


def columns(bill: Bill, *, resources: bool, parquet: bool) -> list[Column]:
    """Return the columns of a month, by the names that its files have."""
    found = [
        Column(name, type_of(source), source)
        for name, source in _of_month(bill)
        if resources or name != "lineItem/ResourceId"
    ]
    entries = [entry for group in bill.groups() for entry in group.entries]
    keys = sorted({key for entry in entries for key in entry.tags})
    categories = sorted({key for entry in entries for key in entry.categories})
    found += [Column(f"costCategory/{key}", Type.STRING, _category(key)) for key in categories]
    if not parquet:
        tags = [Column(f"resourceTags/user:{key}", Type.STRING, _tag(key)) for key in keys]
        return found + tags
    found = [Column(parquet_name(one.name), one.type, one.source) for one in found]
    names = sorted(normalized(dict.fromkeys(keys, "any")))
    return found + [Column(f"resource_tags_{n}", Type.STRING, _merged(n)) for n in names]


def parquet_name(name: str) -> str:
    """Return the name in Parquet files and Athena: `line_item_unblended_cost`."""
    category, _, rest = name.partition("/")
    return f"{snake(category)}_{snake(rest)}"


def type_of(source: Source) -> Type:
    """Return the type of what a legacy report has from a source."""
    if isinstance(source, (Amount, Figure)):
        return Type.DOUBLE
    return Type.TIMESTAMP if isinstance(source, Moment) else Type.STRING


def manifest_type(column: Column) -> str:
    """Return the type as manifests name it."""
    if isinstance(column.source, Interval):
        return "Interval"
    names = {Type.DOUBLE: "OptionalBigDecimal", Type.TIMESTAMP: "DateTime"}
    return names.get(column.type, "OptionalString")


def _of_month(bill: Bill) -> list[tuple[str, Source]]:
    plan = bill.plan
    found: list[tuple[str, Source]] = []
    for name in (*_NAMES, *(_SPLIT_NAMES if plan.recipe.split else ())):
        snaked = parquet_name(name)
        if name.startswith("savingsPlan/") and not plan.usage.has_plans:
            continue
        if name.startswith("reservation/") and not plan.usage.has_reservations:
            continue
        if is_net(snaked) and not plan.is_discounted:
            continue
        empty = _EMPTY.get(snaked)
        found.append((name, SOURCES[snaked] if empty is None else nothing(empty)))
        if name == "discount/TotalDiscount":
            found += [(one, Amount("discount", _taken(kind))) for one, kind in _DISCOUNTS.items()]
    return found


def _taken(kind: Kind) -> Callable[[Entry], bool]:
    return lambda entry: entry.discount is kind


def _tag(key: str) -> Text:
    return Text(lambda _, entry: entry.tags.get(key, ""))


def _category(key: str) -> Text:
    return Text(lambda _, entry: entry.categories.get(key, ""))


def _merged(name: str) -> Text:
    return Text(lambda _, entry: normalized(entry.tags).get(name, ""))
