"""Made-up bills: every file read back adds up to the truth beside it, to the last digit."""

from __future__ import annotations

import gzip
import hashlib
import json
import subprocess
import sys
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from helpers import read_bills
from landfast_bills.batches import Bill
from landfast_bills.files.sink import Folder
from landfast_bills.formats import FORMATS, Place
from landfast_bills.making import into_folder, shares, wanted
from landfast_bills.months import Month
from landfast_bills.numbers import doubles, exact_text, java_text, java_texts, presentable, whole
from landfast_bills.organization import made_up
from landfast_bills.recipe import Discounts, Granularity, Recipe, Want
from landfast_bills.story import Story

FIRST = Month(2026, 1)
RECIPE = Recipe(made_up(5, 7), Story.of(FIRST, 1), seed=7, granularity=Granularity.DAILY)
ROWS = 3_000


@pytest.mark.parametrize("name", FORMATS)
def test_files_add_up_to_the_truth(name: str, tmp_path: Path) -> None:
    made = _made(tmp_path, name, RECIPE)
    truth = made["months"]["2026-01"]
    rows = read_bills.rows(tmp_path / "acme-bills", truth["manifest"])
    if FORMATS[name].is_focus:
        measures, cuts = read_bills.focus_measures, read_bills.FOCUS_CUTS
    else:
        measures, cuts = read_bills.cur_measures, read_bills.CUR_CUTS
    assert truth["rows"] == ROWS
    assert _plain(read_bills.summed(rows, measures, cuts)) == read_bills.told(truth, cuts)


@pytest.mark.parametrize("granularity", Granularity)
@pytest.mark.parametrize("discounts", Discounts)
def test_every_granularity_and_kind_of_discount(
    granularity: Granularity, discounts: Discounts, tmp_path: Path
) -> None:
    wanted = 8_000 if granularity is Granularity.HOURLY else ROWS
    recipe = replace(RECIPE, granularity=granularity, discounts=discounts)
    if granularity is Granularity.MONTHLY:
        wanted = 400
    truth = _made(tmp_path, "cur1-csv", recipe, wanted)["months"]["2026-01"]
    rows = list(read_bills.rows(tmp_path / "acme-bills", truth["manifest"]))
    sums = read_bills.summed(iter(rows), read_bills.cur_measures, read_bills.CUR_CUTS)
    assert _plain(sums) == read_bills.told(truth, read_bills.CUR_CUTS)
    assert len(rows) == wanted
    kinds = {row["line_item_line_item_type"] for row in rows}
    assert ("EdpDiscount" in kinds) == (discounts is Discounts.LINES)
    assert ("line_item_net_unblended_cost" in rows[0]) == (discounts is not Discounts.NONE)


def test_what_must_be_so_on_any_bill(tmp_path: Path) -> None:
    truth = _made(tmp_path, "cur1-csv", RECIPE)["months"]["2026-01"]
    rows = list(read_bills.rows(tmp_path / "acme-bills", truth["manifest"]))

    def of_type(*kinds: str) -> list[dict[str, Any]]:
        return [row for row in rows if row["line_item_line_item_type"] in kinds]

    def total(found: list[dict[str, Any]], name: str) -> Decimal:
        return sum((read_bills.number(row, name) for row in found), Decimal(0))

    both = of_type("SavingsPlanCoveredUsage", "SavingsPlanNegation")
    assert both
    assert total(both, "line_item_unblended_cost") == 0
    fees = of_type("SavingsPlanRecurringFee")
    commitment = total(fees, "savings_plan_total_commitment_to_date")
    parts = ("recurring_commitment", "amortized_upfront_commitment")
    paid = sum(total(fees, f"savings_plan_{part}_for_billing_period") for part in parts)
    used = total(fees, "savings_plan_used_commitment")
    covered = of_type("SavingsPlanCoveredUsage")
    assert used == total(covered, "savings_plan_savings_plan_effective_cost") < commitment == paid
    usage, ri_fees = of_type("DiscountedUsage"), of_type("RIFee")
    assert {r["line_item_unblended_cost"] for r in usage} == {"0.0"}
    whole_fee = total(ri_fees, "line_item_unblended_cost") + total(
        ri_fees, "reservation_amortized_upfront_fee_for_billing_period"
    )
    unused = total(ri_fees, "reservation_unused_recurring_fee") + total(
        ri_fees, "reservation_unused_amortized_upfront_fee_for_billing_period"
    )
    assert total(usage, "reservation_effective_cost") + unused == whole_fee
    assert unused > 0
    sums = truth["totals"]
    assert sums["unblended"] == sums["net_unblended"]  # lines or columns: the same discount
    paid_before = [r for r in of_type("Fee") if r["reservation_reservation_a_r_n"]]
    assert paid_before
    given_back = [r for r in of_type("Refund") if "Savings Plan ID" in _description(r)]
    at_once = of_type("SavingsPlanUpfrontFee") + paid_before + given_back
    shared_out = total(fees, "savings_plan_amortized_upfront_commitment_for_billing_period")
    shared_out += total(ri_fees, "reservation_amortized_upfront_fee_for_billing_period")
    cash = Decimal(sums["amortized"]) - shared_out + total(at_once, "line_item_unblended_cost")
    assert cash == Decimal(sums["unblended"])
    ids = [(r["identity_line_item_id"], r["identity_time_interval"]) for r in rows]
    assert len(set(ids)) == len(ids) > len({one for one, _ in ids})
    expected = {
        *("Usage", "DiscountedUsage", "RIFee", "SavingsPlanCoveredUsage", "SavingsPlanNegation"),
        *("SavingsPlanRecurringFee", "SavingsPlanUpfrontFee", "Fee", "Refund", "Credit", "Tax"),
        *("EdpDiscount", "PrivateRateDiscount", "BundledDiscount"),
    }
    assert {row["line_item_line_item_type"] for row in rows} == expected
    assert {r["bill_billing_entity"] for r in rows} == {"AWS", "AWS Marketplace"}
    costs = {row["line_item_unblended_cost"] for row in rows}
    assert {"0.0", "1.0E-12", "4999999.12345678", "-4999999.12345678"} <= costs
    assert any("E-8" in cost for cost in costs)


def test_one_line_by_hand(tmp_path: Path) -> None:
    """24 hours of an m7g.large, covered: 0.0816 on demand, 72% of it with the plan, 9% off that."""
    truth = _made(tmp_path, "cur1-csv", RECIPE)["months"]["2026-01"]
    rows = read_bills.rows(tmp_path / "acme-bills", truth["manifest"])
    row = next(
        row
        for row in rows
        if row["line_item_line_item_type"] == "SavingsPlanCoveredUsage"
        and row["line_item_usage_type"] == "BoxUsage:m7g.large"
    )
    assert row["line_item_usage_amount"] == "24.0"
    assert row["line_item_unblended_rate"] == "0.0816"
    assert row["line_item_unblended_cost"] == "1.9584"
    assert row["savings_plan_savings_plan_rate"] == "0.058752"
    assert row["savings_plan_savings_plan_effective_cost"] == "1.410048"
    assert row["savings_plan_net_savings_plan_effective_cost"] == "1.28314368"
    assert row["reservation_effective_cost"] == ""


def test_tags_are_as_people_write_them(tmp_path: Path) -> None:
    truth = _made(tmp_path, "cur1-csv", RECIPE, 9_000)["months"]["2026-01"]
    rows = list(read_bills.rows(tmp_path / "acme-bills", truth["manifest"]))
    names = {name for name in rows[0] if name.startswith("resourceTags/")}
    assert {"resourceTags/user:team", "resourceTags/user:Team"} <= names
    assert {"resourceTags/user:app/Name", "resourceTags/user:Größe"} <= names
    notes = {row["resourceTags/user:note"] for row in rows}
    assert {"=1+1", "@sum", 'says "no", twice', "two\nlines", " spaces "} <= notes
    for key in ("team", "Team"):
        by = {row[f"resourceTags/user:{key}"] for row in rows}
        assert by == set(truth["by"][f"tag:{key}"])


def test_twins_of_tags_are_one_column_in_parquet(tmp_path: Path) -> None:
    truth = _made(tmp_path, "cur1-athena", RECIPE)["months"]["2026-01"]
    names = pq.read_schema(tmp_path / "acme-bills" / truth["data"][0]).names
    assert names.count("resource_tags_user_team") == 1
    assert len(set(names)) == len(names)


def test_types_of_parquet_are_those_of_aws(tmp_path: Path) -> None:
    found = {}
    for name in ("cur1-athena", "cur2-parquet", "focus12-parquet"):
        recipe = replace(RECIPE, is_focus=FORMATS[name].is_focus)
        truth = _made(tmp_path / name, name, recipe)["months"]["2026-01"]
        file = pq.ParquetFile(tmp_path / name / "acme-bills" / truth["data"][0])
        columns = [file.schema.column(number) for number in range(len(file.schema))]
        found[name] = {one.path: (one.physical_type, one.max_definition_level) for one in columns}
    legacy, cur2, focus = found.values()
    assert {level for _, level in legacy.values()} == {0}  # never null
    assert legacy["line_item_unblended_cost"] == ("DOUBLE", 0)
    assert legacy["line_item_usage_start_date"] == ("INT64", 0)
    assert legacy["reservation_start_time"][0] == legacy["line_item_unblended_rate"][0]
    assert legacy["line_item_unblended_rate"][0] == "BYTE_ARRAY"
    assert cur2["line_item_unblended_cost"] == ("DOUBLE", 1)
    assert "resource_tags.key_value.key" in cur2
    assert cur2["discount.key_value.value"][0] == "DOUBLE"
    assert focus["ChargePeriodStart"] == ("INT96", 1)
    assert len(focus) == 60 + 3  # three of the sixty are maps


def test_columns_come_and_go(tmp_path: Path) -> None:
    story = Story.of(FIRST, 12)
    made = _made(tmp_path, "cur1-csv", replace(RECIPE, story=story), ROWS * 12, months=12)
    names = {}
    for month, truth in made["months"].items():
        manifest = json.loads((tmp_path / "acme-bills" / truth["manifest"]).read_text())
        names[month] = {f"{one['category']}/{one['name']}" for one in manifest["columns"]}
    assert not any(name.startswith("savingsPlan/") for name in names["2026-01"])
    assert "savingsPlan/SavingsPlanARN" in names["2026-02"]
    assert "reservation/EffectiveCost" not in names["2026-02"]
    assert "reservation/EffectiveCost" in names["2026-03"]
    assert "lineItem/NetUnblendedCost" not in names["2026-03"]
    assert "lineItem/NetUnblendedCost" in names["2026-04"]
    assert "resourceTags/user:Project" not in names["2026-05"]
    assert "resourceTags/user:Project" in names["2026-06"]
    services = [set(truth["by"]["service"]) for truth in made["months"].values()]
    assert ["AmazonBedrock" in one for one in services] == [False] * 6 + [True] * 6
    assert made["totals"]["rows"] == ROWS * 12
    sums = sum(Decimal(truth["totals"]["unblended"]) for truth in made["months"].values())
    assert Decimal(made["totals"]["unblended"]) == sums


def test_the_story_shows_in_the_days() -> None:
    story = Story.of(FIRST, 12)
    bill = Bill(replace(RECIPE, story=story, extremes=False), Want(Month(2026, 9), entries=400))
    for _ in bill.batches():
        pass
    by_day = bill.truth.as_json()["by"]["day"]
    usage = {int(day): Decimal(sums["public"]) for day, sums in by_day.items()}
    quiet = usage[21]
    assert all(usage[day] > quiet * Decimal("1.02") for day in (17, 18, 19))  # a runaway job
    assert usage[12] < usage[11]  # Saturday after Friday


def test_the_same_seed_makes_the_same_bytes(tmp_path: Path) -> None:
    digests = []
    for number, seed in enumerate((7, 7, 8)):
        recipe = replace(RECIPE, organization=made_up(5, seed), seed=seed)
        _made(tmp_path / str(number), "cur2-csv", recipe)
        digests.append(_digest(tmp_path / str(number)))
    assert digests[0] == digests[1] != digests[2]


def test_the_size_of_batches_makes_no_difference() -> None:
    truths = []
    for size in (1 << 16, 97):
        bill = Bill(RECIPE, Want(FIRST, ROWS))
        assert sum(len(batch) for batch in bill.batches(size)) == ROWS == bill.rows
        truths.append(bill.truth.as_json())
    assert truths[0] == truths[1]


def test_a_linked_account_sees_the_same_rows_of_its_own() -> None:
    for recipe in (RECIPE, replace(RECIPE, sparse=True, granularity=Granularity.HOURLY)):
        everybody, own = Bill(recipe, Want(FIRST)), recipe.organization.linked[0].account_id
        alone = Bill(recipe, Want(FIRST, accounts=frozenset({own})))
        for bill in (everybody, alone):
            for _ in bill.batches():
                pass
        seen = alone.truth.as_json()["by"]["account"]
        assert seen == {own: everybody.truth.as_json()["by"]["account"][own]}


def test_a_month_is_the_sum_of_its_days() -> None:
    sums = []
    for granularity in (Granularity.DAILY, Granularity.MONTHLY):
        bill = Bill(replace(RECIPE, granularity=granularity), Want(FIRST))
        for _ in bill.batches():
            pass
        by = bill.truth.as_json()["by"]["service"]
        sums.append({key: {**one, "rows": 0} for key, one in by.items()})
    assert sums[0] == sums[1]


def test_amounts_fit_into_doubles() -> None:
    """The shortest text of every double is the exact amount: one truth for all formats."""
    recipe = replace(RECIPE, granularity=Granularity.HOURLY)
    for batch in Bill(recipe, Want(FIRST, 20_000)).batches():
        for name, values in batch.amounts.items():
            digits = 6 if "quantity" in name else 12
            for exact, double in zip(values[:500], doubles(values[:500], digits), strict=True):
                assert Decimal(repr(float(double))) == Decimal(exact_text(int(exact), digits))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0.0"),
        (10**12, "1.0"),
        (-(10**12), "-1.0"),
        (81_600_000_000, "0.0816"),
        (10**9, "0.001"),
        (999_900_000, "9.999E-4"),
        (400_000, "4.0E-7"),
        (18_100, "1.81E-8"),
        (-18_100, "-1.81E-8"),
        (1, "1.0E-12"),
        (1_234_567 * 10**12 + 10**11, "1234567.1"),
    ],
)
def test_numbers_are_written_as_java_does(value: int, text: str) -> None:
    assert java_text(value, 12) == text
    assert java_texts(whole([value, 5]), 12).to_pylist() == [text, "5.0E-12"]
    assert Decimal(text) == Decimal(exact_text(value))


def test_large_numbers_have_an_exponent() -> None:
    assert java_texts(whole([12_345_678_900_000]), 6).to_pylist() == ["1.23456789E7"]
    assert doubles(whole([4_999_999_123_456_780_000]), 12)[0] == 4999999.12345678


def test_presentable_amounts_have_fifteen_digits() -> None:
    assert exact_text(presentable(123_456_789_012_345)) == "123.4567890123"
    assert exact_text(presentable(123_456_789_012_350)) == "123.4567890124"
    assert exact_text(presentable(-4_999_999_123_456_785_000)) == "-4999999.12345679"


def test_every_file_is_told_by_its_manifest(tmp_path: Path) -> None:
    place = Place(FORMATS["cur1-csv"], overwrites=False, size=replace(Place.size, rows=1_000))
    bill = Bill(RECIPE, Want(FIRST, ROWS))
    first, second = (place.deliver(bill, n, Folder(tmp_path)) for n in (1, 2))
    assert first.identity != second.identity
    folder = "bills/acme/20260101-20260201"
    assert first.data == tuple(f"{folder}/{first.identity}/acme-0000{n}.csv.gz" for n in (1, 2, 3))
    top = json.loads((tmp_path / folder / "acme-Manifest.json").read_text())
    assert top["assemblyId"] == second.identity
    own = json.loads((tmp_path / folder / first.identity / "acme-Manifest.json").read_text())
    assert tuple(own["reportKeys"]) == first.data
    names = [f"{one['category']}/{one['name']}" for one in own["columns"]]
    with gzip.open(tmp_path / first.data[1], "rt", newline="") as file:
        assert next(file).rstrip("\n").split(",") == names
    parquet = replace(place, format=FORMATS["focus12-parquet"])
    focus = Bill(replace(RECIPE, is_focus=True), Want(FIRST, ROWS))
    third = parquet.deliver(focus, 1, Folder(tmp_path))
    period = f"BILLING_PERIOD=2026-01/{third.identity}"
    assert third.data[0] == f"bills/acme/data/{period}/acme-00001.snappy.parquet"
    assert third.manifest == f"bills/acme/metadata/{period}/acme-Manifest.json"


def test_an_athena_report_has_its_table_and_its_status(tmp_path: Path) -> None:
    place = Place(FORMATS["cur1-athena"])
    found = place.deliver(Bill(RECIPE, Want(FIRST, ROWS)), 1, Folder(tmp_path))
    status = "bills/acme/cost_and_usage_data_status/cost_and_usage_data_status.parquet"
    assert (found.keys[0], found.keys[-1]) == (status, status)
    assert pq.read_table(tmp_path / status).to_pydict() == {"status": ["READY"]}
    assert found.data == ("bills/acme/acme/year=2026/month=1/acme-00001.snappy.parquet",)
    sql = (tmp_path / "bills/acme/20260101-20260201/acme-create-table.sql").read_text()
    assert "  line_item_unblended_cost DOUBLE,\n" in sql


def test_several_reports_share_a_bucket(tmp_path: Path) -> None:
    """Each is found by its own manifest; whoever lists the bucket counts everything twice."""
    truths = []
    for name, rows in (("acme", 2_000), ("acme-2", 1_500)):
        place = Place(FORMATS["cur1-csv"], name=name, prefix="")
        truth = tmp_path / f"{name}.json"
        assert (
            sum(1 for _ in into_folder(RECIPE, wanted(RECIPE, [rows]), place, tmp_path, truth)) == 1
        )
        truths.append(json.loads(truth.read_text())["months"]["2026-01"])
    assert [one["manifest"].partition("/")[0] for one in truths] == ["acme", "acme-2"]
    for name, truth in zip(("acme", "acme-2"), truths, strict=True):
        found = read_bills.rows(tmp_path / "acme-bills", truth["manifest"], name)
        assert sum(1 for _ in found) == truth["rows"]


def test_yuan_are_billed_in_china(tmp_path: Path) -> None:
    recipe = replace(RECIPE, organization=made_up(3, 7, "CNY"))
    truth = _made(tmp_path, "cur2-csv", recipe)
    rows = list(read_bills.rows(tmp_path / "acme-bills", truth["months"]["2026-01"]["manifest"]))
    assert truth["currency"] == "CNY"
    assert {row["line_item_currency_code"] for row in rows} == {"CNY"}
    assert {row["product_region_code"] for row in rows} <= {"", "cn-north-1", "cn-northwest-1"}


def test_currencies_are_not_mixed_in_sums(tmp_path: Path) -> None:
    made = _made(tmp_path, "cur2-parquet", replace(RECIPE, mixed=True))["months"]["2026-01"]
    rows = list(read_bills.rows(tmp_path / "acme-bills", made["manifest"]))
    cuts = {"currency": lambda row: str(row["line_item_currency_code"])}
    sums = read_bills.summed(iter(rows), read_bills.cur_measures, cuts)
    assert _plain(sums)["currency"] == read_bills.told(made, cuts)["currency"]
    assert made["by"]["currency"]["EUR"]["unblended"] == "1250"
    assert made["totals"] == made["by"]["currency"]["USD"]
    assert made["rows"] == len(rows) == made["totals"]["rows"] + 1


@pytest.mark.parametrize("name", ["cur1-csv", "cur1-parquet", "cur2-csv", "cur2-parquet"])
def test_split_costs_are_in_no_sum(name: str, tmp_path: Path) -> None:
    truth = _made(tmp_path, name, replace(RECIPE, split=True))["months"]["2026-01"]
    rows = list(read_bills.rows(tmp_path / "acme-bills", truth["manifest"]))
    split = [r for r in rows if r["line_item_operation"] in ("EKSPod-EC2", "ECSTask-EC2")]
    assert sum(read_bills.number(row, "split_line_item_split_cost") for row in split) == Decimal(
        "22.255"
    )
    assert (len(rows), len(split)) == (truth["rows"], truth["split_rows"]) == (ROWS, 3)
    rest = (row for row in rows if row not in split)
    sums = read_bills.summed(rest, read_bills.cur_measures, read_bills.CUR_CUTS)
    assert _plain(sums) == read_bills.told(truth, read_bills.CUR_CUTS)


def test_a_month_that_goes_on_is_delivered_again(tmp_path: Path) -> None:
    seen = []
    for day in (4, 9):
        made = _made(tmp_path, "cur1-csv", RECIPE, 800, until=date(2026, 1, day))
        truth = made["months"]["2026-01"]
        rows = list(read_bills.rows(tmp_path / "acme-bills", truth["manifest"]))
        assert {row["bill_invoice_id"] for row in rows} == {""}
        sums = read_bills.summed(iter(rows), read_bills.cur_measures, read_bills.CUR_CUTS)
        assert _plain(sums) == read_bills.told(truth, read_bills.CUR_CUTS)
        seen.append(set(truth["by"]["day"]))
    assert seen == [{f"{day:02d}" for day in range(1, end)} for end in (4, 9)]
    with pytest.raises(ValueError, match="expected a day of 2026-01 after its first"):
        wanted(RECIPE, [800], date(2026, 2, 1))


def test_times_of_legacy_text_can_have_milliseconds(tmp_path: Path) -> None:
    place = Place(FORMATS["cur1-csv"], milliseconds=True)
    found = place.deliver(Bill(RECIPE, Want(FIRST, ROWS)), 1, Folder(tmp_path))
    row = next(read_bills.rows(tmp_path.rename(tmp_path.parent / "acme-bills"), found.manifest))
    assert row["line_item_usage_start_date"] == "2026-01-01T00:00:00.000Z"
    assert row["identity_time_interval"] == "2026-01-01T00:00:00Z/2026-01-02T00:00:00Z"


def test_too_few_rows_are_refused() -> None:
    with pytest.raises(ValueError, match="rows are too few for 744 intervals"):
        Bill(replace(RECIPE, granularity=Granularity.HOURLY), Want(FIRST, 800))


def test_rows_are_shared_out_exactly() -> None:
    assert sum(shares(5_000_000, 12)) == 5_000_000
    assert shares(10, 1) == [10]


def test_memory_does_not_grow_with_the_rows() -> None:
    """Six times the rows in about the same memory, measured in processes of their own."""
    most = [_peak_kilobytes(rows) for rows in (100_000, 600_000)]
    assert most[1] < most[0] * 1.3


_MEASURED = """
import resource, sys
from landfast_bills.batches import Bill
from landfast_bills.files.sink import Sink
from landfast_bills.formats import FORMATS, Place
from landfast_bills.months import Month
from landfast_bills.organization import made_up
from landfast_bills.recipe import Recipe, Want
from landfast_bills.story import Story
month = Month(2026, 1)
bill = Bill(Recipe(made_up(5, 7), Story.of(month, 1)), Want(month, int(sys.argv[1])))

class Nowhere(Sink):
    def create(self, key, content_type):
        return open("/dev/null", "wb")

columns = ["line_item_usage_start_date", "line_item_unblended_cost", "resource_tags"]
Place(FORMATS["cur2-csv"], columns=columns).deliver(bill, 1, Nowhere())
assert bill.truth.rows == int(sys.argv[1])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def _peak_kilobytes(rows: int) -> int:
    command_ = [sys.executable, "-c", _MEASURED, str(rows)]
    return int(subprocess.run(command_, check=True, capture_output=True, text=True).stdout)


def _made(
    folder: Path,
    name: str,
    recipe: Recipe,
    rows: int = ROWS,
    months: int = 1,
    *,
    until: date | None = None,
) -> dict[str, Any]:
    chosen = FORMATS[name]
    folder.mkdir(exist_ok=True)
    recipe = replace(recipe, is_focus=chosen.is_focus)
    place = Place(chosen, size=replace(Place.size, rows=1_000))
    for _ in into_folder(recipe, wanted(recipe, shares(rows, months), until), place, folder):
        pass
    found: dict[str, Any] = json.loads((folder / "truth.json").read_text())
    return found


def _description(row: dict[str, Any]) -> str:
    return str(row["line_item_line_item_description"])


def _plain(sums: Any) -> Any:
    return {cut: {key: dict(one) for key, one in by.items()} for cut, by in sums.items()}


def _digest(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        digest.update(str(path.relative_to(folder)).encode() + path.read_bytes())
    return digest.hexdigest()
