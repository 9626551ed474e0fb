"""The columns of the FOCUS tables with AWS's own (`x_`).

https://docs.aws.amazon.com/cur/latest/userguide/table-dictionary-focus-1-2-aws-columns.html
https://docs.aws.amazon.com/cur/latest/userguide/table-dictionary-focus-1-0-aws-columns.html
"""

from __future__ import annotations

_STRING = "string"
_DOUBLE = "double"
_TIME = "timestamp_milliseconds"
_MAP = "map<string,string>"
_NUMBERS = "map<string,double>"

FOCUS_1_2: dict[str, str] = {
    "AvailabilityZone": _STRING,
    "BilledCost": _DOUBLE,
    "BillingAccountId": _STRING,
    "BillingAccountName": _STRING,
    "BillingAccountType": _STRING,
    "BillingCurrency": _STRING,
    "BillingPeriodEnd": _TIME,
    "BillingPeriodStart": _TIME,
    "CapacityReservationId": _STRING,
    "CapacityReservationStatus": _STRING,
    "ChargeCategory": _STRING,
    "ChargeClass": _STRING,
    "ChargeDescription": _STRING,
    "ChargeFrequency": _STRING,
    "ChargePeriodEnd": _TIME,
    "ChargePeriodStart": _TIME,
    "CommitmentDiscountCategory": _STRING,
    "CommitmentDiscountId": _STRING,
    "CommitmentDiscountName": _STRING,
    "CommitmentDiscountQuantity": _DOUBLE,
    "CommitmentDiscountStatus": _STRING,
    "CommitmentDiscountType": _STRING,
    "CommitmentDiscountUnit": _STRING,
    "ConsumedQuantity": _DOUBLE,
    "ConsumedUnit": _STRING,
    "ContractedCost": _DOUBLE,
    "ContractedUnitPrice": _DOUBLE,
    "EffectiveCost": _DOUBLE,
    "InvoiceId": _STRING,
    "InvoiceIssuerName": _STRING,
    "ListCost": _DOUBLE,
    "ListUnitPrice": _DOUBLE,
    "PricingCategory": _STRING,
    "PricingCurrency": _STRING,
    "PricingCurrencyContractedUnitPrice": _DOUBLE,
    "PricingCurrencyEffectiveCost": _DOUBLE,
    "PricingCurrencyListUnitPrice": _DOUBLE,
    "PricingQuantity": _DOUBLE,
    "PricingUnit": _STRING,
    "ProviderName": _STRING,
    "PublisherName": _STRING,
    "RegionId": _STRING,
    "RegionName": _STRING,
    "ResourceId": _STRING,
    "ResourceName": _STRING,
    "ResourceType": _STRING,
    "ServiceCategory": _STRING,
    "ServiceName": _STRING,
    "ServiceSubcategory": _STRING,
    "SkuId": _STRING,
    "SkuMeter": _STRING,
    "SkuPriceDetails": _MAP,
    "SkuPriceId": _STRING,
    "SubAccountId": _STRING,
    "SubAccountName": _STRING,
    "SubAccountType": _STRING,
    "Tags": _MAP,
    "x_Discounts": _NUMBERS,
    "x_Operation": _STRING,
    "x_ServiceCode": _STRING,
}

_ONLY_IN_1_2 = (
    "BillingAccountType",
    "CapacityReservationId",
    "CapacityReservationStatus",
    "CommitmentDiscountQuantity",
    "CommitmentDiscountUnit",
    "InvoiceId",
    "PricingCurrency",
    "PricingCurrencyContractedUnitPrice",
    "PricingCurrencyEffectiveCost",
    "PricingCurrencyListUnitPrice",
    "ServiceSubcategory",
    "SkuMeter",
    "SkuPriceDetails",
    "SubAccountType",
)

FOCUS_1_0: dict[str, str] = {
    **{name: kind for name, kind in FOCUS_1_2.items() if name not in _ONLY_IN_1_2},
    "x_CostCategories": _MAP,
    "x_UsageType": _STRING,
}
