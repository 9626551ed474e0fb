"""Data Exports: exports of the bill are made, changed, listed, read, tagged and deleted.

https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_Operations_AWS_Billing_and_Cost_Management_Data_Exports.html
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from landfast_sim.billing import destination, query, table_calls
from landfast_sim.billing.destination import Destination, Problem, Writer
from landfast_sim.billing.query import Query
from landfast_sim.billing.table_calls import paged
from landfast_sim.billing.tables import BILLING_VIEW, CUR2_TABLE
from landfast_sim.services.modelled import Call, ModelledService, Operation, Payload, ServiceError
from landfast_sim.world import REGION

_PRINCIPAL = "bcm-data-exports.amazonaws.com"
_NOT_FOUND = "ResourceNotFoundException"


class Reason(StrEnum):
    """Why an export is unhealthy or an execution failed."""

    INSUFFICIENT_PERMISSION = "INSUFFICIENT_PERMISSION"
    BILL_OWNER_CHANGED = "BILL_OWNER_CHANGED"


@dataclass(frozen=True)
class Execution:
    """One refresh of an export."""

    execution_id: str
    started_at: float
    reason: Reason | None
    """Why it failed; None: delivered."""

    def status(self) -> Payload:
        """Return it as the shape ExecutionStatus."""
        moment = _time(self.started_at)
        times = {"CreatedAt": moment, "CompletedAt": moment, "LastUpdatedAt": moment}
        if self.reason is None:
            return {"StatusCode": "DELIVERY_SUCCESS", **times}
        return {"StatusCode": "DELIVERY_FAILURE", "StatusReason": self.reason.value, **times}


@dataclass
class Export:
    """One export and what became of it."""

    account_id: str
    wanted: Payload
    made_at: float
    """On the simulation's clock, like every time here."""

    bill_owner: str = ""
    """Who paid the account's bill when the export was made."""

    tags: dict[str, str] = field(default_factory=dict)
    changed_at: float = 0.0
    refreshed_at: float | None = None
    reason: Reason | None = None
    executions: list[Execution] = field(default_factory=list)
    awaited: bool = True
    """Whether its first delivery is still to come."""

    @property
    def arn(self) -> str:
        """The export's ARN."""
        return str(self.wanted["ExportArn"])

    @property
    def name(self) -> str:
        """The export's name, unique within its account."""
        return str(self.wanted["Name"])

    @property
    def output(self) -> Payload:
        """The S3OutputConfigurations."""
        found: Payload = self._s3["S3OutputConfigurations"]
        return found

    @property
    def destination(self) -> Destination:
        """Where it is delivered."""
        wanted = self._s3
        owner = wanted.get("S3BucketOwner") or self.account_id
        return Destination(wanted["S3Bucket"], owner, wanted["S3Region"], wanted["S3Prefix"])

    @property
    def writer(self) -> Writer:
        """Who delivers it."""
        return Writer(_PRINCIPAL, self.account_id, self.arn)

    @property
    def _s3(self) -> Payload:
        found: Payload = self.wanted["DestinationConfigurations"]["S3Destination"]
        return found

    def query(self) -> Query:
        """Return what it selects, or raise ValueError."""
        asked = self.wanted["DataQuery"]
        return query.read(asked["QueryStatement"], asked.get("TableConfigurations", {}))

    def granularity(self) -> str:
        """Return HOURLY, DAILY or MONTHLY; FOCUS is always hourly."""
        return self.setting("TIME_GRANULARITY") or "HOURLY"

    def setting(self, name: str) -> str:
        """Return how CUR 2.0 is configured, or nothing."""
        configured = self.wanted["DataQuery"].get("TableConfigurations", {})
        table: dict[str, str] = configured.get(CUR2_TABLE.name, {})
        return table.get(name, "")

    def problem(self) -> Problem | None:
        """Return what keeps AWS from delivering it now."""
        return destination.problem(self.destination, self.writer)

    def status(self) -> Payload:
        """Return the shape ExportStatus."""
        found: Payload = {
            "StatusCode": "HEALTHY" if self.reason is None else "UNHEALTHY",
            "CreatedAt": _time(self.made_at),
            "LastUpdatedAt": _time(self.changed_at or self.made_at),
        }
        if self.reason is not None:
            found["StatusReason"] = self.reason.value
        if self.refreshed_at is not None:
            found["LastRefreshedAt"] = _time(self.refreshed_at)
        return found


class Exports:
    """The exports of every account. They are a global resource with ARNs of us-east-1.

    The SDKs sign for us-east-1 by themselves, wherever the caller is; one that is given an endpoint
    of its own does not, so calls signed for other regions are served too.
    """

    def __init__(self, now: Callable[[], float], payer_of: Callable[[str], str]) -> None:
        """Start without exports; `now` tells the time in seconds since the epoch.

        `payer_of` tells who pays the bill of an account.
        """
        self._now = now
        self._payer_of = payer_of
        self._exports: dict[str, Export] = {}
        operations: dict[str, Operation] = {
            "CreateExport": self._create,
            "UpdateExport": self._update,
            "DeleteExport": self._delete,
            "GetExport": self._get,
            "ListExports": self._list,
            "GetExecution": self._get_execution,
            "ListExecutions": self._list_executions,
            "GetTable": table_calls.get_table,
            "ListTables": table_calls.list_tables,
            "TagResource": self._tag,
            "UntagResource": self._untag,
            "ListTagsForResource": self._list_tags,
        }
        self.service = ModelledService("bcm-data-exports", operations, strict=True)

    def reset(self) -> None:
        """Forget every export."""
        self._exports.clear()

    def all(self) -> list[Export]:
        """Return every export."""
        return list(self._exports.values())

    def find(self, account_id: str, name_or_arn: str) -> Export | None:
        """Return an export by its name or its ARN."""
        for export in self.all():
            if export.account_id == account_id and name_or_arn in (export.name, export.arn):
                return export
        return None

    def obstacle(self, export: Export) -> Reason | None:
        """Return why an export cannot be delivered now, if it cannot."""
        if self._payer_of(export.account_id) != export.bill_owner:
            return Reason.BILL_OWNER_CHANGED
        return Reason.INSUFFICIENT_PERMISSION if export.problem() else None

    def _create(self, call: Call) -> Payload:
        wanted = call.payload["Export"]
        name = wanted["Name"]
        if self.find(call.account_id, name) is not None:
            message = f"An export with the name {name} already exists."
            raise ServiceError("ValidationException", message)
        resource = f"export/{name}-{uuid.uuid4()}"
        arn = f"arn:aws:bcm-data-exports:{REGION}:{call.account_id}:{resource}"
        payer = self._payer_of(call.account_id)
        export = Export(call.account_id, {**wanted, "ExportArn": arn}, self._now(), payer)
        _demand_sound(export)
        export.tags = {tag["Key"]: tag["Value"] for tag in call.payload.get("ResourceTags", [])}
        self._exports[arn] = export
        return {"ExportArn": arn}

    def _update(self, call: Call) -> Payload:
        export = self._known(call)
        wanted = {**call.payload["Export"], "ExportArn": export.arn}
        for member in ("Name", "RefreshCadence"):
            if wanted[member] != export.wanted[member]:
                message = f"{member} of the export {export.name} cannot be changed."
                raise ServiceError("ValidationException", message)
        changed = Export(call.account_id, wanted, export.made_at)
        _demand_sound(changed)
        export.wanted = changed.wanted
        export.changed_at = self._now()
        export.reason = None
        return {"ExportArn": export.arn}

    def _delete(self, call: Call) -> Payload:
        arn = self._known(call).arn
        del self._exports[arn]
        return {"ExportArn": arn}

    def _get(self, call: Call) -> Payload:
        export = self._known(call)
        return {"Export": export.wanted, "ExportStatus": export.status()}

    def _list(self, call: Call) -> Payload:
        references = [
            {"ExportArn": e.arn, "ExportName": e.name, "ExportStatus": e.status()}
            for e in self.all()
            if e.account_id == call.account_id
        ]
        return paged(call, "Exports", references)

    def _list_executions(self, call: Call) -> Payload:
        references = [
            {"ExecutionId": one.execution_id, "ExecutionStatus": one.status()}
            for one in reversed(self._known(call).executions)
        ]
        return paged(call, "Executions", references)

    def _get_execution(self, call: Call) -> Payload:
        export = self._known(call)
        wanted = call.payload["ExecutionId"]
        for one in export.executions:
            if one.execution_id == wanted:
                status = one.status()
                return {"ExecutionId": wanted, "Export": export.wanted, "ExecutionStatus": status}
        raise ServiceError(_NOT_FOUND, f"Execution {wanted} does not exist.", 404)

    def _tag(self, call: Call) -> Payload:
        tags = {tag["Key"]: tag["Value"] for tag in call.payload["ResourceTags"]}
        self._known(call, "ResourceArn").tags |= tags
        return {}

    def _untag(self, call: Call) -> Payload:
        export = self._known(call, "ResourceArn")
        for key in call.payload["ResourceTagKeys"]:
            export.tags.pop(key, None)
        return {}

    def _list_tags(self, call: Call) -> Payload:
        tags = self._known(call, "ResourceArn").tags
        return paged(call, "ResourceTags", [{"Key": k, "Value": v} for k, v in tags.items()])

    def _known(self, call: Call, member: str = "ExportArn") -> Export:
        export = self._exports.get(call.payload[member])
        if export is None or export.account_id != call.account_id:
            message = f"Export {call.payload[member]} does not exist."
            raise ServiceError(_NOT_FOUND, message, 404)
        return export


def _demand_sound(export: Export) -> None:
    """Refuse what AWS refuses, and leave the export's query as AWS keeps it."""
    try:
        selected = export.query()
    except ValueError as error:
        raise ServiceError("ValidationException", str(error)) from error
    output = export.output
    if (output["Format"] == "PARQUET") != (output["Compression"] == "PARQUET"):
        message = f"Compression {output['Compression']} does not fit format {output['Format']}."
        raise ServiceError("ValidationException", message)
    found = export.problem()
    if found is not None:
        where = export.destination
        message = (
            f"S3 bucket permission validation failed. accountId: {export.account_id}, "
            f"bucket name: {where.bucket}, bucket region: {where.region} ({found})"
        )
        raise ServiceError("ValidationException", message)
    destination.leave_test_object(export.destination)
    if selected.table is CUR2_TABLE:
        _name_billing_view(export)


def _name_billing_view(export: Export) -> None:
    """Add the billing view that AWS writes into a configuration of CUR 2.0 without one."""
    asked = export.wanted["DataQuery"]
    configurations = asked.get("TableConfigurations", {})
    primary = f"arn:aws:billing::{export.account_id}:billingview/primary"
    table = {BILLING_VIEW: primary, **configurations.get(CUR2_TABLE.name, {})}
    complete = {**configurations, CUR2_TABLE.name: table}
    export.wanted = {**export.wanted, "DataQuery": {**asked, "TableConfigurations": complete}}


def _time(seconds: float) -> Any:
    return datetime.fromtimestamp(seconds, UTC)
