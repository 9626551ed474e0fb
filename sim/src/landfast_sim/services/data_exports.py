"""Data Exports: exports of the bill are made, listed, read and deleted. No file is written yet.

https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_Operations_AWS_Billing_and_Cost_Management_Data_Exports.html
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from landfast_sim.clock import SimClock
from landfast_sim.services.modelled import Call, ModelledService, Operation, Payload, ServiceError
from landfast_sim.services.paging import page
from landfast_sim.world import REGION

_TABLES = {
    "COST_AND_USAGE_REPORT": "Cost and Usage Report (CUR) 2.0",
    "FOCUS_1_2_AWS": "FOCUS 1.2 with AWS columns",
}


class DataExports:
    """The exports of every account. They are a global resource with ARNs of us-east-1."""

    def __init__(self, clock: SimClock) -> None:
        """Start without exports, with times from `clock`."""
        self._clock = clock
        self._exports: dict[str, dict[str, Any]] = {}

    def reset(self) -> None:
        """Forget every export."""
        self._exports.clear()

    def service(self) -> ModelledService:
        """Return the service to install."""
        operations: dict[str, Operation] = {
            "CreateExport": self._create,
            "DeleteExport": self._delete,
            "GetExecution": self._get_execution,
            "GetExport": self._get,
            "ListExecutions": self._list_executions,
            "ListExports": self._list,
            "ListTables": _tables,
        }
        return ModelledService("bcm-data-exports", operations)

    def _create(self, call: Call) -> Payload:
        wanted = call.payload["Export"]
        arn = f"arn:aws:bcm-data-exports:{REGION}:{call.account_id}:export/{wanted['Name']}"
        if arn in self._exports:
            message = f"An export named {wanted['Name']} already exists."
            raise ServiceError("ValidationException", message)
        now = datetime.fromtimestamp(self._clock.now(), UTC)
        status = {"StatusCode": "HEALTHY", "CreatedAt": now, "LastUpdatedAt": now}
        self._exports[arn] = {
            "Export": {**wanted, "ExportArn": arn},
            "ExportStatus": status,
            "Account": call.account_id,
        }
        return {"ExportArn": arn}

    def _delete(self, call: Call) -> Payload:
        self._find(call)
        arn = call.payload["ExportArn"]
        del self._exports[arn]
        return {"ExportArn": arn}

    def _get(self, call: Call) -> Payload:
        found = self._find(call)
        return {"Export": found["Export"], "ExportStatus": found["ExportStatus"]}

    def _list(self, call: Call) -> Payload:
        references = [
            {
                "ExportArn": arn,
                "ExportName": export["Export"]["Name"],
                "ExportStatus": export["ExportStatus"],
            }
            for arn, export in sorted(self._exports.items())
            if export["Account"] == call.account_id
        ]
        return _paged(call, "Exports", references)

    def _list_executions(self, call: Call) -> Payload:
        self._find(call)
        return {"Executions": []}

    def _get_execution(self, call: Call) -> Payload:
        self._find(call)
        message = f"Execution {call.payload['ExecutionId']} does not exist."
        raise ServiceError("ResourceNotFoundException", message, 404)

    def _find(self, call: Call) -> dict[str, Any]:
        export = self._exports.get(call.payload["ExportArn"])
        if export is None or export["Account"] != call.account_id:
            message = f"Export {call.payload['ExportArn']} does not exist."
            raise ServiceError("ResourceNotFoundException", message, 404)
        return export


def _tables(call: Call) -> Payload:
    tables = [
        {"TableName": name, "Description": description, "TableProperties": []}
        for name, description in _TABLES.items()
    ]
    return _paged(call, "Tables", tables)


def _paged(call: Call, key: str, items: list[Payload]) -> Payload:
    size, token = call.payload.get("MaxResults"), call.payload.get("NextToken")
    shown, more = page(items, size, token, "NextToken")
    return {key: shown, **more}
