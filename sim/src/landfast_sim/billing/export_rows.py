"""A line of the bill as a row of the tables of Data Exports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal

from landfast_sim.billing.cells import Cell
from landfast_sim.billing.legacy_rows import line_item_id, snake, time_interval
from landfast_sim.billing.months import Month, midnight
from landfast_sim.billing.query import Column, Query
from landfast_sim.billing.source import CURRENCY, Line
from landfast_sim.billing.tables import CUR2_TABLE, Kind

_ENTITY = "Amazon Web Services, Inc."


def rows(query: Query, lines: Iterable[Line], month: Month) -> list[list[Cell]]:
    """Return what the query selects of the lines."""
    whole = _cur2 if query.table is CUR2_TABLE else _focus
    found = (whole(line, month) for line in lines)
    return [[_cell(column, row) for column in query.columns] for row in found]


def _cell(column: Column, row: Mapping[str, Cell]) -> Cell:
    found = row.get(column.source)
    if column.member is not None:
        return found.get(column.member) if isinstance(found, Mapping) else None
    if found is None and column.kind in (Kind.STRINGS, Kind.NUMBERS):
        return {}
    return found


def _cur2(line: Line, month: Month) -> dict[str, Cell]:
    product = {
        "product_name": line.product.name,
        "region": line.region,
        "servicename": line.product.name,
    }
    return {
        **_cur2_bill(line, month),
        **_cur2_line_item(line),
        "pricing_currency": CURRENCY,
        "pricing_public_on_demand_cost": line.cost,
        "pricing_public_on_demand_rate": str(line.rate),
        "pricing_term": "OnDemand",
        "pricing_unit": line.unit,
        "product": product,
        "product_product_family": line.product.family,
        "product_region_code": line.region,
        "product_servicecode": line.product.code,
        "product_usagetype": line.usage_type,
        "resource_tags": {f"user_{snake(key)}": value for key, value in line.tags.items()},
        "discount": dict[str, Decimal](),
    }


def _cur2_bill(line: Line, month: Month) -> dict[str, Cell]:
    return {
        "identity_line_item_id": line_item_id(line),
        "identity_time_interval": time_interval(line),
        "bill_bill_type": "Anniversary",
        "bill_billing_entity": "AWS",
        "bill_billing_period_start_date": midnight(month.start),
        "bill_billing_period_end_date": midnight(month.end),
        "bill_invoice_id": line.invoice_id,
        "bill_invoicing_entity": _ENTITY,
        "bill_payer_account_id": line.payer_id,
        "bill_payer_account_name": line.payer_name,
    }


def _cur2_line_item(line: Line) -> dict[str, Cell]:
    return {
        "line_item_blended_cost": line.cost,
        "line_item_blended_rate": str(line.rate),
        "line_item_currency_code": CURRENCY,
        "line_item_legal_entity": _ENTITY,
        "line_item_line_item_description": line.description,
        "line_item_line_item_type": line.kind,
        "line_item_net_unblended_cost": line.cost,
        "line_item_net_unblended_rate": str(line.rate),
        "line_item_operation": line.operation,
        "line_item_product_code": line.product.code,
        "line_item_resource_id": line.resource_id,
        "line_item_unblended_cost": line.cost,
        "line_item_unblended_rate": str(line.rate),
        "line_item_usage_account_id": line.account_id,
        "line_item_usage_account_name": line.account_name,
        "line_item_usage_amount": line.amount,
        "line_item_usage_start_date": line.start,
        "line_item_usage_end_date": line.end,
        "line_item_usage_type": line.usage_type,
    }


def _focus(line: Line, month: Month) -> dict[str, Cell]:
    return {
        **_focus_charge(line, month),
        **_focus_price(line),
        "BillingAccountId": line.payer_id,
        "BillingAccountName": line.payer_name,
        "BillingAccountType": "Billing Account",
        "InvoiceId": line.invoice_id,
        "InvoiceIssuerName": _ENTITY,
        "ProviderName": "AWS",
        "PublisherName": "AWS",
        "RegionId": line.region,
        "RegionName": "US East (N. Virginia)",
        "ResourceId": line.resource_id,
        "ServiceCategory": line.product.category,
        "ServiceName": line.product.name,
        "SubAccountId": line.account_id,
        "SubAccountName": line.account_name,
        "SubAccountType": "Account",
        "Tags": {f"user:{key}": value for key, value in line.tags.items()},
        "x_Operation": line.operation,
        "x_ServiceCode": line.product.code,
        "x_UsageType": line.usage_type,
    }


def _focus_charge(line: Line, month: Month) -> dict[str, Cell]:
    starts: tuple[datetime, datetime] = (midnight(month.start), midnight(month.end))
    return {
        "BilledCost": line.cost,
        "EffectiveCost": line.cost,
        "ListCost": line.cost,
        "ContractedCost": line.cost,
        "BillingCurrency": CURRENCY,
        "BillingPeriodStart": starts[0],
        "BillingPeriodEnd": starts[1],
        "ChargeCategory": line.kind,
        "ChargeDescription": line.description,
        "ChargeFrequency": "Usage-Based",
        "ChargePeriodStart": line.start,
        "ChargePeriodEnd": line.end,
    }


def _focus_price(line: Line) -> dict[str, Cell]:
    return {
        "ConsumedQuantity": line.amount,
        "ConsumedUnit": line.unit,
        "ContractedUnitPrice": line.rate,
        "ListUnitPrice": line.rate,
        "PricingCategory": "Standard",
        "PricingCurrency": CURRENCY,
        "PricingCurrencyContractedUnitPrice": line.rate,
        "PricingCurrencyEffectiveCost": line.cost,
        "PricingCurrencyListUnitPrice": line.rate,
        "PricingQuantity": line.amount,
        "PricingUnit": line.unit,
    }
