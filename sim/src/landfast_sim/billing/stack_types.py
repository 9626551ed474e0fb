"""AWS::CUR::ReportDefinition and AWS::BCMDataExports::Export, in us-east-1 only.

Elsewhere CloudFormation does not recognize the types, before anything is made. Both go through the
service's own API, so what that refuses fails the stack.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ministack.core.responses import get_account_id, get_region
from ministack.services.cloudformation import changesets, engine, handlers, provisioners

from landfast_sim.billing.exports import Exports
from landfast_sim.billing.reports import Reports
from landfast_sim.services.modelled import ModelledService, Payload, ServiceError
from landfast_sim.world import REGION

REPORT = "AWS::CUR::ReportDefinition"
EXPORT = "AWS::BCMDataExports::Export"
Made = tuple[str, dict[str, Any]]

_REPLACING = {
    REPORT: (
        "ReportName",
        "AdditionalSchemaElements",
        "TimeUnit",
        "ReportVersioning",
        "BillingViewArn",
    ),
}
_REQUIRED = (
    "ReportName",
    "TimeUnit",
    "Format",
    "Compression",
    "S3Bucket",
    "S3Prefix",
    "S3Region",
    "RefreshClosedReports",
    "ReportVersioning",
)


def install(reports: Reports, exports: Exports) -> None:
    """Add the types to ministack's."""
    provisioners._RESOURCE_HANDLERS[REPORT] = _report_handlers(reports.service)
    provisioners._RESOURCE_HANDLERS[EXPORT] = _export_handlers(exports.service)
    validate = _only_in_one_region(engine.validate_template_support)
    handlers.validate_template_support = validate
    changesets.validate_template_support = validate


def _only_in_one_region(validate: Callable[..., None]) -> Callable[..., None]:
    def validate_here(
        template: Payload, conditions: Mapping[str, bool], *rest: Any, **more: Any
    ) -> None:
        if get_region() != REGION:
            found = {
                resource.get("Type")
                for resource in (template.get("Resources") or {}).values()
                if conditions.get(resource.get("Condition"), True)
            } & {REPORT, EXPORT}
            if found:
                raise ValueError(_unrecognized(*sorted(found)))
        validate(template, conditions, *rest, **more)

    return validate_here


def _unrecognized(*types: str) -> str:
    return f"Template format error: Unrecognized resource types: [{', '.join(types)}]"


def _caller(service: ModelledService, kind: str) -> Callable[[str, Payload], Payload]:
    def call(operation: str, payload: Payload) -> Payload:
        if get_region() != REGION:
            raise ValueError(_unrecognized(kind))
        try:
            return service.call(operation, payload, get_account_id(), REGION)
        except ServiceError as error:
            reason = _handler_code(error.code, operation)
            message = f'Resource handler returned message: "{error}" (HandlerErrorCode: {reason})'
            raise ValueError(message) from error

    return call


def _handler_code(code: str, operation: str) -> str:
    if code == "DuplicateReportNameException":
        return "AlreadyExists"
    if code == "ResourceNotFoundException":
        return "NotFound"
    if code.endswith(("LimitReachedException", "QuotaExceededException")):
        return "ServiceLimitExceeded"
    return "InvalidRequest" if operation else "GeneralServiceException"


def _report_handlers(service: ModelledService) -> dict[str, Callable[..., Any]]:
    call = _caller(service, REPORT)

    def create(_logical_id: str, properties: Payload, _stack_name: str) -> Made:
        definition = _definition(properties)
        tags = properties.get("Tags", [])
        call("PutReportDefinition", {"ReportDefinition": definition, "Tags": tags})
        return definition["ReportName"], {}

    def update(name: str, before: Payload, after: Payload, stack_name: str) -> Made:
        if _replaces(before, after):
            return create(name, after, stack_name)  # CloudFormation then deletes the former one
        definition = _definition(after)
        call("ModifyReportDefinition", {"ReportName": name, "ReportDefinition": definition})
        gone = _keys(before) - _keys(after)
        call("UntagResource", {"ReportName": name, "TagKeys": sorted(gone)})
        call("TagResource", {"ReportName": name, "Tags": after.get("Tags", [])})
        return name, {}

    def delete(name: str, _properties: Payload) -> None:
        try:
            service.call("DeleteReportDefinition", {"ReportName": name}, get_account_id(), REGION)
        except ServiceError:
            """Somebody deleted it: so much the better."""

    return {"create": create, "update": update, "delete": delete}


def _replaces(before: Payload, after: Payload) -> bool:
    return any(before.get(name) != after.get(name) for name in _REPLACING[REPORT])


def _definition(properties: Payload) -> Payload:
    missing = [name for name in _REQUIRED if name not in properties]
    if missing:
        message = f"Properties validation failed: required key [{missing[0]}] not found"
        raise ValueError(message)
    given = {name: value for name, value in properties.items() if name != "Tags"}
    refresh = str(given["RefreshClosedReports"]).lower() == "true"
    elements = given.get("AdditionalSchemaElements", [])
    return {**given, "RefreshClosedReports": refresh, "AdditionalSchemaElements": elements}


def _export_handlers(service: ModelledService) -> dict[str, Callable[..., Any]]:
    call = _caller(service, EXPORT)

    def create(_logical_id: str, properties: Payload, _stack_name: str) -> Made:
        payload = {"Export": _export(properties), "ResourceTags": properties.get("Tags", [])}
        arn = str(call("CreateExport", payload)["ExportArn"])
        return arn, {"ExportArn": arn}

    def update(arn: str, before: Payload, after: Payload, stack_name: str) -> Made:
        old, new = _export(before), _export(after)
        if any(old.get(name) != new.get(name) for name in ("Name", "RefreshCadence")):
            return create(arn, after, stack_name)
        call("UpdateExport", {"ExportArn": arn, "Export": new})
        gone = _keys(before) - _keys(after)
        call("UntagResource", {"ResourceArn": arn, "ResourceTagKeys": sorted(gone)})
        call("TagResource", {"ResourceArn": arn, "ResourceTags": after.get("Tags", [])})
        return arn, {"ExportArn": arn}

    def delete(arn: str, _properties: Payload) -> None:
        try:
            service.call("DeleteExport", {"ExportArn": arn}, get_account_id(), REGION)
        except ServiceError:
            """Somebody deleted it: so much the better."""

    return {"create": create, "update": update, "delete": delete}


def _export(properties: Payload) -> Payload:
    found = properties.get("Export")
    if not isinstance(found, dict):
        message = "Properties validation failed: required key [Export] not found"
        raise ValueError(message)  # noqa: TRY004 - the template's mistake
    return found


def _keys(properties: Payload) -> set[str]:
    return {tag["Key"] for tag in properties.get("Tags", [])}
