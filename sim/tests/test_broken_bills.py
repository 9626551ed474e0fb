"""Broken deliveries: each is broken in the way that its name says, and in no other."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zlib
from collections.abc import Callable
from dataclasses import replace

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from landfast_bills import command, faults
from landfast_bills.batches import Bill
from landfast_bills.faults import FAULTS, Delivery, Fault
from landfast_bills.files.sink import Memory
from landfast_bills.formats import FORMATS, Place
from landfast_bills.months import Month
from landfast_bills.organization import made_up
from landfast_bills.recipe import Granularity, Recipe, Want
from landfast_bills.story import Story

FIRST = Month(2026, 1)
RECIPE = Recipe(made_up(3, 7), Story.of(FIRST, 1), seed=7, granularity=Granularity.DAILY)


def delivery(name: str, rows: int = 1_500, number: int = 1) -> Delivery:
    objects: dict[str, bytes] = {}
    place = Place(FORMATS[name], size=replace(Place.size, rows=600))
    bill = Bill(replace(RECIPE, is_focus=FORMATS[name].is_focus), Want(FIRST, rows))
    sink = Memory(lambda file: objects.update({file.key: file.body}))
    return Delivery(place.bucket, objects, place.deliver(bill, number, sink))


@pytest.fixture(scope="module")
def text() -> Delivery:
    return delivery("cur2-csv")


@pytest.fixture(scope="module")
def parquet() -> Delivery:
    return delivery("cur1-athena")


def changed(before: Delivery, after: Delivery) -> set[str]:
    keys = {*before.objects, *after.objects}
    return {key for key in keys if before.objects.get(key) != after.objects.get(key)}


def test_parts_that_are_missing_or_cut_off(text: Delivery) -> None:
    missing = faults.missing_part(text)
    assert changed(text, missing) == {text.last}
    assert text.last not in missing.objects
    cut = faults.truncated_part(text)
    with pytest.raises(EOFError):
        gzip.decompress(cut.objects[text.last])


def test_gzip_that_is_none_or_wrong(text: Delivery) -> None:
    plain = faults.not_gzip(text).objects[text.first]
    assert plain == gzip.decompress(text.objects[text.first])
    with pytest.raises(gzip.BadGzipFile, match="CRC"):
        gzip.decompress(faults.wrong_checksum(text).objects[text.first])


def test_a_bomb_is_small_and_becomes_large(text: Delivery) -> None:
    size = 64 << 20
    packed = faults.bomb(text, size).objects[text.first]
    assert len(packed) < 100_000
    opener = zlib.decompressobj(31)
    found = 0
    while packed:
        found += len(opener.decompress(packed, 1 << 20))
        packed = opener.unconsumed_tail
    assert found == size


def test_a_line_without_end(text: Delivery) -> None:
    body = gzip.decompress(faults.endless_line(text, 1 << 20).objects[text.first])
    header = gzip.decompress(text.objects[text.first]).partition(b"\n")[0]
    assert body.startswith(header + b'\n"xxx')
    assert body.count(b"\n") == 1


def test_parquet_that_lies(parquet: Delivery) -> None:
    file = pq.ParquetFile(io.BytesIO(faults.parquet_without_rows(parquet).objects[parquet.first]))
    assert file.metadata.num_rows == 600
    with pytest.raises(OSError, match="page header"):
        file.read()
    long = faults.parquet_with_a_long_footer(parquet).objects[parquet.first]
    with pytest.raises(pa.ArrowInvalid, match="footer"):
        pq.ParquetFile(io.BytesIO(long))
    words = faults.parquet_with_text_as_money(parquet).objects[parquet.first]
    schema = pq.read_schema(io.BytesIO(words))
    assert schema.field("line_item_unblended_cost").type == pa.string()


def test_a_header_that_is_not_the_manifests(text: Delivery) -> None:
    body = gzip.decompress(faults.other_header(text).objects[text.first]).decode()
    names = next(csv.reader([body.partition("\n")[0]]))
    told = [one["name"] for one in json.loads(text.objects[text.delivered.manifest])["columns"]]
    assert names[:2] == told[1::-1]
    assert names[2:] == told[2:]


@pytest.mark.parametrize("fixture", ["text", "parquet"])
def test_manifests_that_lead_elsewhere(fixture: str, request: pytest.FixtureRequest) -> None:
    whole: Delivery = request.getfixturevalue(fixture)
    foreign = _listed(faults.foreign_bucket(whole))
    assert all(bucket == "mallory" for bucket, _ in foreign)
    climbing = faults.climbing_key(whole)
    keys = [key for _, key in _listed(climbing)]
    assert keys[-2:] == ["bills/../secrets/payroll.csv.gz", "secrets/payroll.csv.gz"]
    assert "secrets/payroll.csv.gz" in climbing.objects
    twice = [key for _, key in _listed(faults.part_listed_twice(whole))]
    assert twice == [*whole.delivered.data, whole.first]
    broken = faults.broken_manifest(whole)
    with pytest.raises(json.JSONDecodeError):
        json.loads(broken.objects[whole.delivered.manifest])


@pytest.mark.parametrize("fixture", ["text", "parquet"])
def test_deliveries_of_nothing(fixture: str, request: pytest.FixtureRequest) -> None:
    whole: Delivery = request.getfixturevalue(fixture)
    empty = faults.no_rows(whole)
    assert [key for _, key in _listed(empty)] == [whole.first]
    body = empty.objects[whole.first]
    if fixture == "text":
        assert gzip.decompress(body).count(b"\n") == 1
    else:
        assert pq.read_table(io.BytesIO(body)).num_rows == 0
    assert _listed(faults.no_files(whole)) == []


def test_a_delivery_caught_while_it_is_replaced(text: Delivery) -> None:
    later = delivery("cur2-csv", 1_400, 2)
    caught = faults.overwritten_while_read(text, later)
    assert changed(text, caught) == {text.first}
    assert caught.objects[text.first] == later.objects[text.first]


@pytest.mark.parametrize("name", [*FAULTS, faults.OVERWRITTEN])
def test_the_command_knows_every_fault(
    name: str, tmp_path: object, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    small: dict[str, Callable[[Delivery], Delivery]] = {
        "bomb": lambda whole: faults.bomb(whole, 1 << 20),
        "endless-line": lambda whole: faults.endless_line(whole, 1 << 10),
    }
    known: dict[str, Fault] = {**FAULTS, **small}
    monkeypatch.setattr(command, "FAULTS", known)
    format_ = "cur1-athena" if name.startswith("parquet") else "cur2-csv"
    assert command.main(["break", name, "--format", format_, "--rows", "1500", str(tmp_path)]) == 0
    assert capsys.readouterr().out.strip().endswith("Manifest.json")


def _listed(found: Delivery) -> list[tuple[str, str]]:
    manifest = json.loads(found.objects[found.delivered.manifest])
    if "reportKeys" in manifest:
        return [(manifest["bucket"], key) for key in manifest["reportKeys"]]
    urls = [url.removeprefix("s3://").partition("/") for url in manifest["dataFiles"]]
    return [(bucket, key) for bucket, _, key in urls]
