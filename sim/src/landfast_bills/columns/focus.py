"""The columns of FOCUS 1.0 and 1.2 as AWS exports them.

https://docs.aws.amazon.com/cur/latest/userguide/table-dictionary-focus-1-2-aws.html
"""

from __future__ import annotations

from decimal import Decimal

from landfast_bills.columns import cur
from landfast_bills.columns.cur import text
from landfast_bills.columns.sources import (
    Amount,
    Figure,
    Moment,
    Numbers,
    Source,
    Strings,
    Text,
)
from landfast_bills.entries import Entry, Kind
from landfast_bills.months import midnight
from landfast_bills.numbers import QUANTITY_DIGITS
from landfast_bills.plan import MonthPlan, currency, invoice_id
from landfast_bills.truth import CATEGORIES

_TAKEN_OFF = {Kind.EDP: "EDP", Kind.PRIVATE_RATE: "PRIVATE_RATE", Kind.BUNDLED: "BUNDLED"}


def _category(entry: Entry) -> str:
    return CATEGORIES.get(entry.kind, "Usage")


def _frequency(entry: Entry) -> str:
    if entry.kind in (Kind.RECURRING, Kind.RI_FEE):
        return "Recurring"
    return "Usage-Based" if _category(entry) == "Usage" else "One-Time"


def _pricing(entry: Entry) -> str:
    if entry.kind in (Kind.DISCOUNTED, Kind.COVERED, Kind.UNUSED):
        return "Committed"
    if "SpotUsage" in entry.meter.usage_type:
        return "Dynamic"
    return "Standard" if entry.kind is Kind.USAGE else ""


def _commitment(entry: Entry) -> str:
    return entry.commitment.arn if entry.commitment else ""


def _commitment_status(entry: Entry) -> str:
    if entry.commitment is None or _category(entry) != "Usage":
        return ""
    return "Unused" if entry.kind is Kind.UNUSED else "Used"


def _commitment_category(entry: Entry) -> str:
    if entry.commitment is None:
        return ""
    return "Spend" if entry.commitment.is_plan else "Usage"


def _commitment_type(entry: Entry) -> str:
    if entry.commitment is None:
        return ""
    return "Savings Plan" if entry.commitment.is_plan else "Reserved Instance"


def _is_usage(entry: Entry) -> bool:
    return _category(entry) == "Usage" and entry.kind is not Kind.UNUSED


def _price(entry: Entry) -> Decimal | None:
    return entry.price if _is_usage(entry) and entry.meter.unit else None


def _unit(entry: Entry) -> str:
    return entry.meter.unit if _is_usage(entry) else ""


def _resource_type(entry: Entry) -> str:
    return entry.meter.family if entry.resource_id else ""


def _taken_off(entry: Entry) -> str:
    return _TAKEN_OFF[entry.discount] if entry.discount else ""


def _tags(_plan: MonthPlan, entry: Entry) -> dict[str, str]:
    return {f"user:{key}": value for key, value in entry.tags.items()}


_QUANTITY = Amount("quantity", _is_usage, QUANTITY_DIGITS)
_CURRENCY = Text(currency)

SOURCES: dict[str, Source] = {
    "AvailabilityZone": text(lambda entry: entry.zone),
    "BilledCost": Amount("billed"),
    "BillingAccountId": Text(lambda plan, _: plan.recipe.organization.payer.account_id),
    "BillingAccountName": Text(lambda plan, _: plan.recipe.organization.payer.name),
    "BillingAccountType": Text(lambda *_: "Billing Account"),
    "BillingCurrency": _CURRENCY,
    "BillingPeriodStart": Moment(lambda plan, _: midnight(plan.month.start)),
    "BillingPeriodEnd": Moment(lambda plan, _: midnight(plan.month.end)),
    "ChargeCategory": text(_category),
    "ChargeClass": text(lambda entry: "Correction" if entry.kind is Kind.REFUND else ""),
    "ChargeDescription": text(lambda entry: entry.description),
    "ChargeFrequency": text(_frequency),
    "ChargePeriodStart": Moment(lambda _, span: span.start),
    "ChargePeriodEnd": Moment(lambda _, span: span.end),
    "CommitmentDiscountCategory": text(_commitment_category),
    "CommitmentDiscountId": text(_commitment),
    "CommitmentDiscountStatus": text(_commitment_status),
    "CommitmentDiscountType": text(_commitment_type),
    "ConsumedQuantity": _QUANTITY,
    "ConsumedUnit": text(_unit),
    "ContractedCost": Amount("contracted"),
    "ContractedUnitPrice": Figure(_price),
    "EffectiveCost": Amount("effective"),
    "InvoiceId": Text(invoice_id),
    "InvoiceIssuerName": Text(lambda plan, _: plan.recipe.organization.legal_entity),
    "ListCost": Amount("list"),
    "ListUnitPrice": Figure(_price),
    "PricingCategory": text(_pricing),
    "PricingCurrency": _CURRENCY,
    "PricingCurrencyContractedUnitPrice": Figure(_price),
    "PricingCurrencyEffectiveCost": Amount("effective"),
    "PricingCurrencyListUnitPrice": Figure(_price),
    "PricingQuantity": _QUANTITY,
    "PricingUnit": text(_unit),
    "ProviderName": Text(lambda *_: "AWS"),
    "PublisherName": text(lambda entry: entry.legal_entity),
    "RegionId": text(lambda entry: entry.region.code if entry.region else ""),
    "RegionName": text(lambda entry: entry.region.name if entry.region else ""),
    "ResourceId": text(lambda entry: entry.resource_id),
    "ResourceType": text(_resource_type),
    "ServiceCategory": text(lambda entry: entry.meter.product.category),
    "ServiceName": text(lambda entry: entry.meter.product.name),
    "ServiceSubcategory": text(lambda entry: entry.meter.product.subcategory),
    "SkuId": cur.SOURCES["product_sku"],
    "SkuMeter": text(lambda entry: entry.meter.family),
    "SkuPriceId": cur.SOURCES["pricing_rate_code"],
    "SubAccountId": text(lambda entry: entry.account.account_id),
    "SubAccountName": text(lambda entry: entry.account.name),
    "SubAccountType": Text(lambda *_: "Account"),
    "Tags": Strings(_tags),
    "x_CostCategories": Strings(lambda _, entry: entry.categories),
    "x_Discounts": Numbers(_taken_off, "discount"),
    "x_Operation": text(lambda entry: entry.meter.operation),
    "x_ServiceCode": text(lambda entry: entry.meter.product.code),
    "x_UsageType": text(lambda entry: entry.usage_type),
}
"""By the name of the column."""
