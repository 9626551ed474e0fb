"""Made-up bills beside real ones: LANDFAST_REAL_BILLS is a folder with bills that AWS delivered."""

from __future__ import annotations

import csv
import json
import os
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from landfast_bills.batches import Bill
from landfast_bills.files.sink import Folder
from landfast_bills.formats import FORMATS, Place
from landfast_bills.months import Month
from landfast_bills.numbers import java_text
from landfast_bills.organization import made_up
from landfast_bills.recipe import Granularity, Recipe, Want
from landfast_bills.story import Story

FOLDER = Path(os.environ.get("LANDFAST_REAL_BILLS", "-"))
PARQUET = FOLDER / "Oct2018-WorkshopCUR-00001.snappy.parquet"
TEXT = FOLDER / "sample-anonymous-aws-export-dataset.csv"
FOCUS = FOLDER / "focus_sample.csv"
OTHERS = ("product_", "resource_tags_", "bill_invoicing", "line_item_net", "cost_category_")

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="LANDFAST_REAL_BILLS is not set")


def made(name: str, folder: Path) -> tuple[Path, dict[str, object]]:
    month = Month(2026, 1)
    recipe = Recipe(
        made_up(3, 7),
        Story.of(month, 1),
        granularity=Granularity.DAILY,
        is_focus=FORMATS[name].is_focus,
    )
    found = Place(FORMATS[name]).deliver(Bill(recipe, Want(month, 1_500)), 1, Folder(folder))
    return folder / found.data[0], json.loads((folder / found.manifest).read_text())


def test_parquet_has_the_types_of_a_real_legacy_report(tmp_path: Path) -> None:
    path, _ = made("cur1-athena", tmp_path)
    real, ours = (_leaves(one) for one in (PARQUET, path))
    both = real.keys() & ours.keys()
    assert len(both) > 50
    assert {name: real[name] for name in both} == {name: ours[name] for name in both}
    assert {name for name in real.keys() - ours.keys() if not name.startswith(OTHERS)} == set()


def test_text_has_the_names_and_numbers_of_a_real_legacy_report(tmp_path: Path) -> None:
    path, manifest = made("cur1-csv", tmp_path)
    assert path.name.endswith(".csv.gz")
    with TEXT.open(newline="") as file:
        rows = list(csv.DictReader(file))
    columns = manifest["columns"]
    assert isinstance(columns, list)
    ours = {f"{one['category']}/{one['name']}" for one in columns}
    real = {name for name in rows[0] if not name.startswith("product/")}
    assert real <= ours
    for row in rows:
        cost = row["lineItem/UnblendedCost"]
        scaled = int(Decimal(cost).scaleb(12))
        assert java_text(scaled, 12) == cost


def test_focus_has_the_columns_of_a_real_export(tmp_path: Path) -> None:
    _, manifest = made("focus10-csv", tmp_path)
    columns = manifest["columns"]
    assert isinstance(columns, list)
    with FOCUS.open(newline="") as file:
        real = set(next(csv.reader(file))) - {"Id"}
    assert real <= {one["name"] for one in columns}


def _leaves(path: Path) -> dict[str, tuple[str, int]]:
    schema = pq.ParquetFile(path).schema
    leaves = (schema.column(number) for number in range(len(schema)))
    return {one.path: (one.physical_type, one.max_definition_level) for one in leaves}
