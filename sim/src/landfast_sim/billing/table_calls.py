"""The calls of Data Exports about its tables."""

from __future__ import annotations

from landfast_sim.billing.tables import TABLES, Property, Table
from landfast_sim.services.modelled import Call, Payload, ServiceError
from landfast_sim.services.paging import page


def list_tables(call: Call) -> Payload:
    """Answer ListTables."""
    tables = [
        {
            "TableName": table.name,
            "Description": table.description,
            "TableProperties": [_property(one) for one in table.properties],
        }
        for table in TABLES.values()
    ]
    return paged(call, "Tables", tables)


def _property(known: Property) -> Payload:
    shape: Payload = {"Name": known.name, "DefaultValue": known.default}
    return {**shape, "ValidValues": list(known.values)} if known.values else shape


def get_table(call: Call) -> Payload:
    """Answer GetTable: the columns of a table when it is configured as asked."""
    table: Table | None = TABLES.get(call.payload["TableName"])
    if table is None:
        message = f"The table {call.payload['TableName']} does not exist."
        raise ServiceError("ValidationException", message)
    given = call.payload.get("TableProperties", {})
    defaults = {one.name: one.default for one in table.properties}
    schema = [
        {"Name": name, "Type": kind.value} for name, kind in table.columns_with(given).items()
    ]
    return {
        "TableName": table.name,
        "Description": table.description,
        "TableProperties": {**defaults, **given},
        "Schema": schema,
    }


def paged(call: Call, key: str, items: list[Payload]) -> Payload:
    """Return the page of a list that a call of Data Exports asks for."""
    size, token = call.payload.get("MaxResults"), call.payload.get("NextToken")
    shown, more = page(items, size, token, "NextToken")
    return {key: shown, **more}
