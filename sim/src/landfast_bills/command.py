"""The command line: `python -m landfast_bills make|break`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from landfast_bills import faults, organization
from landfast_bills.batches import Bill
from landfast_bills.columns import tables
from landfast_bills.faults import FAULTS, OVERWRITTEN, Delivery
from landfast_bills.files.parts import Packing, Size
from landfast_bills.files.sink import File, Folder, Memory, write
from landfast_bills.formats import FORMATS, LEGACY, Place
from landfast_bills.making import into_folder, shares, wanted
from landfast_bills.months import Month
from landfast_bills.recipe import Discounts, Granularity, Recipe, Want
from landfast_bills.story import Story

_WRONG_USE = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the arguments say, and return the status of the process."""
    parser = _parser()
    asked = parser.parse_args(arguments)
    try:
        if asked.command == "make":
            _make(asked)
        else:
            _break(asked)
    except ValueError as error:
        print(f"landfast_bills: {error}", file=sys.stderr)
        return _WRONG_USE
    except OSError as error:
        print(f"landfast_bills: cannot write below {asked.out}: {error}", file=sys.stderr)
        return 1
    return 0


def _make(asked: argparse.Namespace) -> None:
    recipe = _recipe(asked)
    wants = wanted(recipe, shares(asked.rows, asked.months), asked.until)
    for made in into_folder(recipe, wants, _place(asked), asked.out, asked.truth):
        print(f"{made.month} {made.truth['rows']} rows {made.delivered.manifest}", flush=True)


def _break(asked: argparse.Namespace) -> None:
    recipe, place = _recipe(asked), _place(asked)
    whole = _delivery(recipe, place, asked.rows, 1)
    if asked.fault == OVERWRITTEN:
        later = _delivery(recipe, place, asked.rows + recipe.seed % 7 + 1, 2)
        broken = faults.overwritten_while_read(whole, later)
    else:
        _demand_fit(asked.fault, place)
        broken = FAULTS[asked.fault](whole)
    for key, body in broken.objects.items():
        write(Folder(asked.out / place.bucket), File(key, body))
    print(broken.delivered.manifest)


def _delivery(recipe: Recipe, place: Place, rows: int, number: int) -> Delivery:
    objects: dict[str, bytes] = {}
    bill = Bill(recipe, Want(recipe.story.first, rows))
    sink = Memory(lambda file: objects.update({file.key: file.body}))
    return Delivery(place.bucket, objects, place.deliver(bill, number, sink))


def _demand_fit(fault: str, place: Place) -> None:
    is_parquet = place.format.packing is Packing.PARQUET
    text_only = ("not-gzip", "wrong-checksum", "bomb", "endless-line", "other-header")
    if fault.startswith("parquet") and not is_parquet:
        message = f"{fault} needs a Parquet format"
        raise ValueError(message)
    if fault in text_only and place.format.packing is not Packing.GZIP:
        message = f"{fault} needs a format with csv.gz"
        raise ValueError(message)


def _recipe(asked: argparse.Namespace) -> Recipe:
    return Recipe(
        organization.made_up(asked.accounts, asked.seed, asked.currency),
        Story.of(asked.first, asked.months),
        seed=asked.seed,
        granularity=asked.granularity,
        discounts=asked.discounts,
        is_focus=FORMATS[asked.format].is_focus,
        chaos=not asked.tidy,
        extremes=not asked.tidy,
        mixed=asked.mixed_currencies,
        split=asked.split,
    )


def _place(asked: argparse.Namespace) -> Place:
    names = asked.columns.split(",") if asked.columns else []
    if names and FORMATS[asked.format].table == LEGACY:
        message = f"--columns: {asked.format} has the columns that its lines need; leave it out"
        raise ValueError(message)
    if asked.columns == "benchmark":
        names = tables.BENCHMARK
    return Place(
        FORMATS[asked.format],
        bucket=asked.bucket,
        prefix=asked.prefix,
        name=asked.name,
        overwrites=asked.versions == "overwrite",
        columns=names,
        milliseconds=asked.milliseconds,
        size=Size(asked.rows_per_file, asked.gzip_level),
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="landfast_bills", description="Makes bills of AWS organizations that do not exist."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    make = commands.add_parser("make", help="make a bill and the truth about it")
    make.add_argument("--rows", type=_positive, default=100_000, help="rows of all months together")
    make.add_argument("--months", type=_positive, default=12)
    make.add_argument("--truth", type=Path, help="the file for the sums (default: OUT/truth.json)")
    _add_common(make)
    make.add_argument("--until", type=_day, help="the last month goes on: its first day to come")
    broken = commands.add_parser("break", help="make one month that is broken in one way")
    broken.add_argument("fault", choices=sorted([*FAULTS, OVERWRITTEN]))
    broken.add_argument("--rows", type=_positive, default=2_000)
    broken.set_defaults(months=1)
    _add_common(broken, rows_per_file=1_000, granularity=Granularity.DAILY)
    return parser


def _add_common(
    parser: argparse.ArgumentParser,
    rows_per_file: int = Size.rows,
    granularity: Granularity = Granularity.HOURLY,
) -> None:
    add = parser.add_argument
    add("out", type=Path, help="a folder; the bucket is a folder in it")
    add("--format", choices=list(FORMATS), default="cur2-parquet")
    add("--versions", choices=["overwrite", "new"], default="overwrite")
    add("--first", type=_month, default=Month(2026, 1), help="the first month: YYYY-MM")
    add("--accounts", type=_positive, default=7, help="with the payer")
    add("--seed", type=int, default=1, help="another one makes another bill")
    add("--granularity", type=Granularity, choices=list(Granularity), default=granularity)
    add("--discounts", type=Discounts, choices=list(Discounts), default=Discounts.LINES)
    add("--currency", choices=["USD", "CNY"], default="USD")
    add("--mixed-currencies", action="store_true", help="one seller charges in euros")
    add("--split", action="store_true", help="with split cost allocation data")
    add("--milliseconds", action="store_true", help="in the times of legacy text")
    add("--columns", help="of an export: names with commas, or `benchmark` for forty of CUR 2.0")
    add("--rows-per-file", type=_positive, default=rows_per_file)
    add("--gzip-level", type=int, choices=range(1, 10), default=Size.gzip_level)
    add("--tidy", action="store_true", help="no chaos of tags, no extreme amounts")
    add("--bucket", default=Place.bucket)
    add("--prefix", default=Place.prefix)
    add("--name", default=Place.name, help="of the report or export")


def _month(text: str) -> Month:
    try:
        return Month.read(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        message = f"expected a day as YYYY-MM-DD, found {text}"
        raise argparse.ArgumentTypeError(message) from error


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        message = f"expected a whole number > 0, found {text}"
        raise argparse.ArgumentTypeError(message)
    return int(text)
