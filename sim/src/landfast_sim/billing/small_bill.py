"""A small bill: few services, few accounts, the same in every run and as Cost Explorer has it.

Of every day and service there are the usage itself and a very small request charge, whose cost is
written with an exponent as in real bills. Some usage is tagged, with one tag in every other month
only, because columns of legacy reports come and go.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count

from landfast_sim import world
from landfast_sim.billing.months import Month, midnight
from landfast_sim.billing.source import Line, Product
from landfast_sim.organizations.model import Organization
from landfast_sim.services import spend

_COMPUTE, _DATABASES, _STORAGE, _METRICS = spend.SERVICES


@dataclass(frozen=True)
class _Usage:
    """What one service is used for here."""

    product: Product
    usage_type: str
    operation: str
    unit: str
    rate: Decimal


_USAGE = {
    _COMPUTE: _Usage(
        Product("AmazonEC2", _COMPUTE, "Compute Instance", "Compute"),
        "BoxUsage:m7g.large",
        "RunInstances",
        "Hrs",
        Decimal("0.0816"),
    ),
    _DATABASES: _Usage(
        Product("AmazonRDS", _DATABASES, "Database Instance", "Databases"),
        "InstanceUsage:db.r7g.large",
        "CreateDBInstance:0014",
        "Hrs",
        Decimal("0.2390"),
    ),
    _STORAGE: _Usage(
        Product("AmazonS3", _STORAGE, "Storage", "Storage"),
        "TimedStorage-ByteHrs",
        "StandardStorage",
        "GB-Mo",
        Decimal("0.0230"),
    ),
    _METRICS: _Usage(
        Product("AmazonCloudWatch", _METRICS, "Metric", "Management and Governance"),
        "CW:MetricMonitorUsage",
        "MetricStorage",
        "Metrics",
        Decimal("0.3000"),
    ),
}
_REQUEST_COST = Decimal("1.81E-8")
_HOURS_USED = (0, 6, 12, 18)
_MOST_ACCOUNTS = 10
_INVOICED_AFTER = timedelta(days=3)
_AMOUNT = Decimal("0.000001")


@dataclass(frozen=True)
class _Slice:
    """What an account used of a service in an interval."""

    account_id: str
    usage: _Usage
    start: datetime
    end: datetime
    cost: Decimal
    is_request: bool = False


class SmallBill:
    """The rows, for the accounts of one organization and those outside."""

    def __init__(self, organization: Callable[[], Organization]) -> None:
        """Show a payer its members as `organization` has them at the time."""
        self._organization = organization

    def lines(self, account_id: str, month: Month, granularity: str, now: float) -> Iterator[Line]:
        """Return the rows that the account sees of a month by now."""
        payer_id, accounts = self._accounts(account_id)
        invoiced = datetime.fromtimestamp(now, UTC) >= midnight(month.end) + _INVOICED_AFTER
        invoice = f"{month.year}{month.number:02d}{payer_id[-4:]}" if invoiced else ""
        numbers = count(1)
        last = min(month.end, datetime.fromtimestamp(now, UTC).date() + timedelta(days=1))
        for account in accounts:
            for service, usage in _USAGE.items():
                for one in _slices(account, service, usage, (month.start, last), granularity):
                    yield self._line(next(numbers), payer_id, one, invoice)

    def _accounts(self, account_id: str) -> tuple[str, list[str]]:
        """Return who pays for an account and whose usage it sees."""
        organization = self._organization()
        if organization.is_management(account_id):
            return account_id, sorted(organization.members)[:_MOST_ACCOUNTS]
        return payer_of(organization, account_id), [account_id]

    def _line(self, number: int, payer_id: str, one: _Slice, invoice: str) -> Line:
        usage = one.usage
        amount = Decimal(1) if one.is_request else (one.cost / usage.rate).quantize(_AMOUNT)
        return Line(
            number=number,
            payer_id=payer_id,
            payer_name=self._name(payer_id),
            account_id=one.account_id,
            account_name=self._name(one.account_id),
            start=one.start,
            end=one.end,
            kind="Usage",
            product=usage.product,
            usage_type="Requests-Tier1" if one.is_request else usage.usage_type,
            operation=usage.operation,
            resource_id=_resource(one),
            amount=amount,
            unit="Requests" if one.is_request else usage.unit,
            rate=one.cost if one.is_request else usage.rate,
            cost=one.cost,
            description=f"${usage.rate} per {usage.unit} of {usage.product.name}",
            region=world.REGION,
            invoice_id=invoice,
            tags=_tags(one),
        )

    def _name(self, account_id: str) -> str:
        member = self._organization().members.get(account_id)
        if member is not None:
            return member.owner.name
        names = {owner.account_id: owner.name for owner in world.OUTSIDE}
        return names.get(account_id, "")


def payer_of(organization: Organization, account_id: str) -> str:
    """Return who pays an account's bill: its organization's management account, or itself."""
    member = account_id in organization.members
    return organization.management.account_id if member else account_id


def _slices(
    account: str, service: str, usage: _Usage, days: tuple[date, date], granularity: str
) -> Iterator[_Slice]:
    """Yield the usage interval by interval; together it costs what Cost Explorer says."""
    if granularity == "MONTHLY":
        start, end = midnight(days[0]), midnight(days[1])
        total = spend.between(account, service, *days)
        yield from _with_requests(account, usage, [(start, end)], total)
        return
    for day in spend.days(*days):
        begin = midnight(day)
        intervals = [(begin, begin + timedelta(days=1))]
        if granularity == "HOURLY":
            hours = [begin + timedelta(hours=hour) for hour in _HOURS_USED]
            intervals = [(hour, hour + timedelta(hours=1)) for hour in hours]
        yield from _with_requests(account, usage, intervals, spend.of_day(account, service, day))


def _with_requests(
    account: str, usage: _Usage, intervals: list[tuple[datetime, datetime]], total: Decimal
) -> Iterator[_Slice]:
    """Share `total` out: a request's charge first, then even parts, the last has the remainder."""
    if total <= _REQUEST_COST:
        return
    first, left = intervals[0], total - _REQUEST_COST
    yield _Slice(account, usage, *first, _REQUEST_COST, is_request=True)
    share = (left / len(intervals)).quantize(Decimal("0.0000000001"))
    for interval in intervals[:-1]:
        yield _Slice(account, usage, *interval, share)
        left -= share
    yield _Slice(account, usage, *intervals[-1], left)


def _resource(one: _Slice) -> str:
    code = one.usage.product.code.lower()
    return f"arn:aws:{code}:{world.REGION}:{one.account_id}:thing/{code}-1"


def _tags(one: _Slice) -> dict[str, str]:
    if one.usage.product.code == "AmazonCloudWatch":
        return {}
    project = {"Project": "landfast"} if one.start.month % 2 == 0 else {}
    return {"CostCenter": f"cc-{one.account_id[-3:]}", **project}
