"""AWS delivers: when a test asks for it, and once by itself after a report or export is made.

What is due by the simulation's clock is delivered before the next request is served.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from landfast_bills.months import Month
from landfast_sim.billing import delivered
from landfast_sim.billing.bills import Bills
from landfast_sim.billing.destination import Problem
from landfast_sim.billing.exports import Execution, Export, Exports
from landfast_sim.billing.reports import Report, Reports, Status
from landfast_sim.settings import Settings

_DELIVERED = "SUCCESS"
_MOST_MONTHS = 36


@dataclass(frozen=True)
class Outcome:
    """What one delivery came to."""

    period: str
    outcome: str
    """SUCCESS, or the status or reason that AWS shows."""

    delivery_id: str
    """The assembly id of a report, the execution id of an export."""

    manifest: str | None
    """The key of the manifest to read; None if nothing was delivered."""

    keys: list[str]

    truth: dict[str, Any] | None = None
    """The sums of the bill that was delivered, as `landfast_bills` writes them."""

    def as_json(self) -> dict[str, Any]:
        """Return it as the admin API shows it."""
        return {
            "period": self.period,
            "outcome": self.outcome,
            "id": self.delivery_id,
            "manifest": self.manifest,
            "keys": self.keys,
            "truth": self.truth,
        }


class Deliveries:
    """Writes the files of reports and exports into their buckets."""

    def __init__(
        self,
        reports: Reports,
        exports: Exports,
        bills: Bills,
        settings: Settings,
        now: Callable[[], float],
    ) -> None:
        """Deliver `bills`; `settings` say how long AWS waits at first and what it delivers then."""
        self._reports = reports
        self._exports = exports
        self._bills = bills
        self._settings = settings
        self._now = now

    def deliver(self, wanted: dict[str, Any]) -> Outcome:
        """Deliver what the admin API asks for, or raise ValueError."""
        known = {"account", "report", "export", "period", "months"}
        if set(wanted) - known or len({"report", "export"} & set(wanted)) != 1:
            message = (
                f"expected account, report or export, period and months; found {sorted(wanted)}"
            )
            raise ValueError(message)
        month = Month.read(wanted["period"]) if "period" in wanted else Month.of(self._now())
        months = _months_until(month, wanted.get("months", 1))
        account = str(wanted.get("account"))
        if "report" in wanted:
            report = self._reports.find(account, str(wanted["report"]))
            if report is not None:
                return [self._deliver_report(report, one) for one in months][-1]
        else:
            export = self._exports.find(account, str(wanted["export"]))
            if export is not None:
                return [self._deliver_export(export, one) for one in months][-1]
        name = wanted.get("report") or wanted.get("export")
        message = f"account {account} has no such report or export: {name!r}"
        raise ValueError(message)

    def run_due(self) -> None:
        """Deliver for the first time what is old enough."""
        due = self._now() - self._settings.delivery_seconds
        months = _months_until(Month.of(self._now()), 1 + self._settings.backfill_months)
        for report in self._reports.all():
            if not report.awaited or report.made_at > due:
                continue
            for month in months:
                self._deliver_report(report, month)
        for export in self._exports.all():
            if not export.awaited or export.made_at > due:
                continue
            for month in months:
                self._deliver_export(export, month)

    def _deliver_report(self, report: Report, month: Month) -> Outcome:
        report.awaited = False
        report.delivered_at = self._now()
        assembly = str(uuid.uuid4())
        report.status = _report_status(report.problem())
        if report.status is not Status.SUCCESS:
            return Outcome(str(month), report.status.value, assembly, None, [])
        found = delivered.report(report, self._bills, month, assembly)
        return _outcome(month, assembly, found)

    def _deliver_export(self, export: Export, month: Month) -> Outcome:
        export.awaited = False
        now = self._now()
        moment = datetime.fromtimestamp(now, UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
        execution_id = f"{moment}-{uuid.uuid4()}"
        export.reason = self._exports.obstacle(export)
        execution = Execution(execution_id, now, export.reason)
        if export.reason is not None:
            export.executions.append(execution)
            return Outcome(str(month), export.reason.value, execution_id, None, [])
        found = delivered.export(export, self._bills, month, execution_id)
        export.executions.append(execution)
        export.refreshed_at = now
        return _outcome(month, execution_id, found)


def _outcome(month: Month, identity: str, known: delivered.Known) -> Outcome:
    found = known.delivered
    return Outcome(str(month), _DELIVERED, identity, found.manifest, list(found.keys), known.truth)


def _months_until(last: Month, count: object) -> list[Month]:
    """Return so many months, the oldest first, or raise ValueError."""
    if isinstance(count, bool) or not isinstance(count, int) or not 1 <= count <= _MOST_MONTHS:
        message = f"months: expected a number from 1 to {_MOST_MONTHS}, found {count!r}"
        raise ValueError(message)
    return [last.plus(-before) for before in reversed(range(count))]


def _report_status(problem: Problem | None) -> Status:
    if problem is None:
        return Status.SUCCESS
    gone = problem in (Problem.NO_BUCKET, Problem.OTHER_OWNER, Problem.OTHER_REGION)
    return Status.ERROR_NO_BUCKET if gone else Status.ERROR_PERMISSIONS
