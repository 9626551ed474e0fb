"""Cost and Usage Reports, the legacy ones: made, changed, described, tagged and deleted.

https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_Operations_AWS_Cost_and_Usage_Report_Service.html
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

from landfast_sim.billing import destination
from landfast_sim.billing.destination import Destination, Problem, Writer
from landfast_sim.services.modelled import Call, ModelledService, Operation, Payload, ServiceError
from landfast_sim.services.paging import page
from landfast_sim.world import REGION

_PRINCIPAL = "billingreports.amazonaws.com"
_PER_ACCOUNT = 10
_PAGE = 5
_FIXED = ("ReportName", "TimeUnit", "AdditionalSchemaElements", "ReportVersioning")
"""What ModifyReportDefinition cannot change."""


class Status(StrEnum):
    """How the last delivery went."""

    SUCCESS = "SUCCESS"
    ERROR_PERMISSIONS = "ERROR_PERMISSIONS"
    ERROR_NO_BUCKET = "ERROR_NO_BUCKET"


@dataclass
class Report:
    """One report definition and what became of it."""

    account_id: str
    definition: Payload
    made_at: float
    """On the simulation's clock, like every time here."""

    tags: dict[str, str] = field(default_factory=dict)
    delivered_at: float | None = None
    """When AWS last tried."""

    status: Status | None = None
    awaited: bool = True
    """Whether its first delivery is still to come."""

    @property
    def name(self) -> str:
        """The report's name, unique within its account."""
        return str(self.definition["ReportName"])

    @property
    def destination(self) -> Destination:
        """Where it is delivered: into a bucket of the same account."""
        wanted = self.definition
        return Destination(
            wanted["S3Bucket"], self.account_id, wanted["S3Region"], wanted["S3Prefix"]
        )

    @property
    def writer(self) -> Writer:
        """Who delivers it."""
        arn = f"arn:aws:cur:{REGION}:{self.account_id}:definition/{self.name}"
        return Writer(_PRINCIPAL, self.account_id, arn, ("s3:GetBucketPolicy",))

    def problem(self) -> Problem | None:
        """Return what keeps AWS from delivering it now."""
        return destination.problem(self.destination, self.writer)

    def described(self) -> Payload:
        """Return the report as DescribeReportDefinitions shows it."""
        if self.delivered_at is None or self.status is None:
            return self.definition
        moment = datetime.fromtimestamp(self.delivered_at, UTC).strftime("%Y%m%dT%H%M%SZ")
        status = {"lastDelivery": moment, "lastStatus": self.status.value}
        return {**self.definition, "ReportStatus": status}


class Reports:
    """The reports of every account."""

    def __init__(self, now: Callable[[], float]) -> None:
        """Start without reports; `now` tells the time in seconds since the epoch."""
        self._now = now
        self._reports: dict[tuple[str, str], Report] = {}
        operations: dict[str, Operation] = {
            "PutReportDefinition": self._put,
            "ModifyReportDefinition": self._modify,
            "DeleteReportDefinition": self._delete,
            "DescribeReportDefinitions": self._describe,
            "TagResource": self._tag,
            "UntagResource": self._untag,
            "ListTagsForResource": self._list_tags,
        }
        self.service = ModelledService("cur", operations, only_region=REGION, strict=True)

    def reset(self) -> None:
        """Forget every report."""
        self._reports.clear()

    def all(self) -> list[Report]:
        """Return every report."""
        return list(self._reports.values())

    def find(self, account_id: str, name: str) -> Report | None:
        """Return a report by its name."""
        return self._reports.get((account_id, name))

    def _put(self, call: Call) -> Payload:
        definition = _completed(call.payload["ReportDefinition"])
        name = definition["ReportName"]
        if self.find(call.account_id, name) is not None:
            message = f"A report definition with the name {name} already exists."
            raise ServiceError("DuplicateReportNameException", message)
        if len([r for r in self.all() if r.account_id == call.account_id]) >= _PER_ACCOUNT:
            message = f"An account can have at most {_PER_ACCOUNT} report definitions."
            raise ServiceError("ReportLimitReachedException", message)
        report = Report(call.account_id, definition, self._now())
        _demand_sound(report)
        report.tags = {tag["Key"]: tag["Value"] for tag in call.payload.get("Tags", [])}
        self._reports[call.account_id, name] = report
        return {}

    def _modify(self, call: Call) -> Payload:
        report = self._known(call, "ValidationException")
        definition = _completed(call.payload["ReportDefinition"])
        for member in _FIXED:
            if definition.get(member) != report.definition.get(member):
                message = f"{member} of the report definition {report.name} cannot be changed."
                raise ServiceError("ValidationException", message)
        changed = Report(call.account_id, definition, report.made_at)
        _demand_sound(changed)
        report.definition = definition
        return {}

    def _delete(self, call: Call) -> Payload:
        report = self._known(call, "ValidationException")
        del self._reports[call.account_id, report.name]
        return {"ResponseMessage": f"Report definition {report.name} is deleted."}

    def _describe(self, call: Call) -> Payload:
        mine = [r.described() for r in self.all() if r.account_id == call.account_id]
        size = call.payload.get("MaxResults", _PAGE)
        shown, more = page(mine, size, call.payload.get("NextToken"), "NextToken")
        return {"ReportDefinitions": shown, **more}

    def _tag(self, call: Call) -> Payload:
        report = self._known(call, "ResourceNotFoundException")
        report.tags |= {tag["Key"]: tag["Value"] for tag in call.payload["Tags"]}
        return {}

    def _untag(self, call: Call) -> Payload:
        report = self._known(call, "ResourceNotFoundException")
        for key in call.payload["TagKeys"]:
            report.tags.pop(key, None)
        return {}

    def _list_tags(self, call: Call) -> Payload:
        report = self._known(call, "ResourceNotFoundException")
        return {"Tags": [{"Key": key, "Value": value} for key, value in report.tags.items()]}

    def _known(self, call: Call, code: str) -> Report:
        name = call.payload["ReportName"]
        report = self.find(call.account_id, name)
        if report is None:
            raise ServiceError(code, f"The report definition {name} does not exist.")
        return report


def _completed(given: Payload) -> Payload:
    """Return a definition with AWS's defaults; its status is not the caller's to set."""
    defaults = {
        "AdditionalArtifacts": [],
        "RefreshClosedReports": True,
        "ReportVersioning": "CREATE_NEW_REPORT",
    }
    return {
        **defaults,
        **{name: value for name, value in given.items() if name != "ReportStatus"},
    }


def _demand_sound(report: Report) -> None:
    unfit = _misfit(report.definition)
    if unfit is not None:
        raise ServiceError("ValidationException", unfit)
    found = report.problem()
    if found is None:
        destination.leave_test_object(report.destination)
        return
    wanted = report.definition
    message = (
        f"Failed to verify customer bucket permission. accountId: {report.account_id}, "
        f"bucket name: {wanted['S3Bucket']}, bucket region: {wanted['S3Region']} ({found})"
    )
    raise ServiceError("ValidationException", message)


def _misfit(wanted: Payload) -> str | None:
    """Return which combination AWS refuses, if one.

    https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_cur_ReportDefinition.html
    """
    is_parquet = wanted["Format"] == "Parquet"
    if is_parquet != (wanted["Compression"] == "Parquet"):
        return f"Compression {wanted['Compression']} does not fit format {wanted['Format']}."
    artifacts = wanted["AdditionalArtifacts"]
    if "ATHENA" in artifacts:
        if len(artifacts) > 1:
            return "The artifact ATHENA does not go with others."
        if not is_parquet or wanted["ReportVersioning"] != "OVERWRITE_REPORT":
            return "The artifact ATHENA needs format Parquet and versioning OVERWRITE_REPORT."
    elif artifacts and is_parquet:
        return f"The artifacts {', '.join(artifacts)} do not fit format Parquet."
    return None
