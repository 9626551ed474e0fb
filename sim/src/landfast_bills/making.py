"""Makes whole bills: months of files, and the truth beside them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from landfast_bills.batches import Bill
from landfast_bills.files.sink import Folder, Sink
from landfast_bills.formats import Place
from landfast_bills.layouts.delivery import Delivered
from landfast_bills.months import Month
from landfast_bills.recipe import Recipe, Want

_FIRST_SHARE = 20
"""The first month has this many shares of the rows, every other one more than the one before."""

MEANING = (
    "Sums of the exact amounts, as plain decimals, over all rows of a month. Every amount has at "
    "most fifteen significant digits: where a file holds a double, the exact amount is the "
    "shortest decimal text that reads back as this double. Net sums leave out the lines "
    "EdpDiscount, PrivateRateDiscount and BundledDiscount, and where a month has no net columns "
    "they are as the gross ones. Split cost allocation data (`split_rows`) shows costs of other "
    "rows again and is in no sum; what is in another currency than the organization's is only in "
    "the sums by currency. Amortized sums follow the formulas of the Cloud Intelligence "
    "Dashboards; the net unused part of a savings plan is the unused commitment times its net "
    "recurring commitment divided by its recurring commitment. `day` is the day on which a row's "
    "interval begins."
)


@dataclass(frozen=True)
class Made:
    """One month of a bill."""

    month: Month
    delivered: Delivered
    truth: Mapping[str, Any]


def shares(rows: int, months: int) -> list[int]:
    """Return how many rows each month has: a few more every month, together exactly `rows`."""
    weights = [_FIRST_SHARE + number for number in range(months)]
    ends = [rows * sum(weights[: number + 1]) // sum(weights) for number in range(months)]
    return [end - start for start, end in zip([0, *ends], ends, strict=False)]


def make(recipe: Recipe, wants: Sequence[Want], place: Place, sink: Sink) -> Iterator[Made]:
    """Make months, and yield each when its files are written."""
    for want in wants:
        bill = Bill(recipe, want)
        # A month that goes on is delivered again and again.
        delivered = place.deliver(bill, want.until.day if want.until else 0, sink)
        yield Made(want.month, delivered, bill.truth.as_json())


def wanted(recipe: Recipe, rows: Sequence[int], until: date | None = None) -> list[Want]:
    """Return a month for each number of rows; the last one is not over until `until`.

    Raise ValueError if that is not a day of the month.
    """
    months = [recipe.story.first.plus(number) for number in range(len(rows))]
    wants = [Want(month, share) for month, share in zip(months, rows, strict=True)]
    if until is not None:
        last = wants[-1].month
        if not last.start < until < last.end:
            message = f"until: expected a day of {last} after its first, found {until}"
            raise ValueError(message)
        wants[-1] = Want(last, rows[-1], until=until, invoiced=False)
    return wants


def into_folder(
    recipe: Recipe, wants: Sequence[Want], place: Place, folder: Path, truth: Path | None = None
) -> Iterator[Made]:
    """Make a bill in a folder, which holds the bucket as a folder.

    At the end the truth is written to `truth`, or to `truth.json` beside the bucket.
    """
    months: dict[str, Any] = {}
    for made in make(recipe, wants, place, Folder(folder / place.bucket)):
        months[str(made.month)] = {
            "manifest": made.delivered.manifest,
            "data": list(made.delivered.data),
            **made.truth,
        }
        yield made
    told = {
        "meaning": MEANING,
        "seed": recipe.seed,
        "currency": recipe.organization.currency,
        "payer": recipe.organization.payer.account_id,
        "bucket": place.bucket,
        "totals": _summed([month["totals"] for month in months.values()]),
        "months": months,
    }
    text = json.dumps(told, indent=1, ensure_ascii=False)
    (truth or folder / "truth.json").write_text(f"{text}\n")


def _summed(totals: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in totals[0] if totals else ():
        if name == "rows":
            found[name] = sum(one[name] for one in totals)
        else:
            exact = sum(int(Decimal(one[name]).scaleb(12)) for one in totals)
            found[name] = f"{Decimal(exact).scaleb(-12).normalize():f}"
    return found
