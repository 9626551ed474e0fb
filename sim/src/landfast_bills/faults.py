"""Deliveries that are broken, each in one way that readers meet or have to fear."""

from __future__ import annotations

import gzip
import io
import json
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from landfast_bills.layouts.delivery import Delivered

_LISTS: Final = ("reportKeys", "dataFiles")
_FOOTER_END: Final = 8
_ZEROS: Final = bytes(1 << 20)


@dataclass(frozen=True)
class Delivery:
    """What is in the bucket, and what was delivered last."""

    bucket: str
    objects: Mapping[str, bytes]
    delivered: Delivered

    @property
    def first(self) -> str:
        """The key of the first file with rows."""
        return self.delivered.data[0]

    @property
    def last(self) -> str:
        """The key of the last file with rows."""
        return self.delivered.data[-1]

    def with_object(self, key: str, body: bytes) -> Delivery:
        """Return it with an object replaced or added."""
        return replace(self, objects={**self.objects, key: body})

    def with_manifest(self, change: Callable[[dict[str, Any]], None]) -> Delivery:
        """Return it with another manifest."""
        manifest = json.loads(self.objects[self.delivered.manifest])
        change(manifest)
        return self.with_object(self.delivered.manifest, json.dumps(manifest, indent=2).encode())


def overwritten_while_read(before: Delivery, after: Delivery) -> Delivery:
    """Return the moment in which a new delivery has replaced the first file only.

    The manifest is still the old one: it comes last.
    """
    return before.with_object(before.first, after.objects[after.first])


def missing_part(delivery: Delivery) -> Delivery:
    """Leave out a file that the manifest names."""
    objects = {key: body for key, body in delivery.objects.items() if key != delivery.last}
    return replace(delivery, objects=objects)


def truncated_part(delivery: Delivery) -> Delivery:
    """Cut a file off in the middle."""
    body = delivery.objects[delivery.last]
    return delivery.with_object(delivery.last, body[: len(body) // 2])


def not_gzip(delivery: Delivery) -> Delivery:
    """Put plain text where gzip is named."""
    body = gzip.decompress(delivery.objects[delivery.first])
    return delivery.with_object(delivery.first, body)


def wrong_checksum(delivery: Delivery) -> Delivery:
    """Let the checksum at the end of a gzip file belong to other content."""
    body = bytearray(delivery.objects[delivery.first])
    body[-_FOOTER_END] ^= 0xFF
    return delivery.with_object(delivery.first, bytes(body))


def bomb(delivery: Delivery, size: int = 1 << 30) -> Delivery:
    """Put a small gzip file that unpacks to `size` bytes."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    packed = io.BytesIO()
    for _ in range(size // len(_ZEROS)):
        packed.write(packer.compress(_ZEROS))
    packed.write(packer.flush())
    return delivery.with_object(delivery.first, packed.getvalue())


def endless_line(delivery: Delivery, size: int = 1 << 26) -> Delivery:
    """Put a field without end after the names of the columns."""
    header = gzip.decompress(delivery.objects[delivery.first]).partition(b"\n")[0]
    body = gzip.compress(header + b'\n"' + b"x" * size, 1, mtime=0)
    return delivery.with_object(delivery.first, body)


def parquet_without_rows(delivery: Delivery) -> Delivery:
    """Let the footer of a Parquet file promise pages that are not what they should be."""
    body = bytearray(delivery.objects[delivery.first])
    size = int.from_bytes(body[-_FOOTER_END:-4], "little")
    pages = range(4, len(body) - _FOOTER_END - size)
    body[pages.start : pages.stop] = b"\xff" * len(pages)
    return delivery.with_object(delivery.first, bytes(body))


def parquet_with_a_long_footer(delivery: Delivery) -> Delivery:
    """Let a Parquet file say that its footer is longer than the file."""
    body = delivery.objects[delivery.first]
    lie = (0x7FFFFFFF).to_bytes(4, "little")
    return delivery.with_object(delivery.first, body[:-_FOOTER_END] + lie + body[-4:])


def parquet_with_text_as_money(delivery: Delivery) -> Delivery:
    """Let the costs of a Parquet file be text, whatever the manifest says."""
    table = pq.read_table(io.BytesIO(delivery.objects[delivery.first]))
    name = next(n for n in table.column_names if n in ("line_item_unblended_cost", "BilledCost"))
    words = pa.array(["free"] * table.num_rows)
    changed = table.set_column(table.column_names.index(name), name, words)
    file = io.BytesIO()
    pq.write_table(changed, file, store_schema=False)
    return delivery.with_object(delivery.first, file.getvalue())


def other_header(delivery: Delivery) -> Delivery:
    """Let a text file name other columns than its manifest: the first two change places."""
    header, _, rows = gzip.decompress(delivery.objects[delivery.first]).partition(b"\n")
    names = header.split(b",")
    names[:2] = reversed(names[:2])
    body = gzip.compress(b",".join(names) + b"\n" + rows, 1, mtime=0)
    return delivery.with_object(delivery.first, body)


def no_rows(delivery: Delivery) -> Delivery:
    """Deliver names of columns and not one row, as AWS does when a month begins."""
    if delivery.first.endswith(".parquet"):
        table = pq.read_table(io.BytesIO(delivery.objects[delivery.first]))
        file = io.BytesIO()
        pq.write_table(table.slice(0, 0), file, store_schema=False)
        body = file.getvalue()
    else:
        header = gzip.decompress(delivery.objects[delivery.first]).partition(b"\n")[0]
        body = gzip.compress(header + b"\n", mtime=0)
    return _with_files(delivery.with_object(delivery.first, body), 1)


def no_files(delivery: Delivery) -> Delivery:
    """Let the manifest name no file at all."""
    return _with_files(delivery, 0)


def foreign_bucket(delivery: Delivery) -> Delivery:
    """Let the manifest name another bucket."""

    def change(manifest: dict[str, Any]) -> None:
        if "dataFiles" in manifest:
            start = f"s3://{delivery.bucket}/"
            files = manifest["dataFiles"]
            manifest["dataFiles"] = [f"s3://mallory/{f.removeprefix(start)}" for f in files]
        else:
            manifest["bucket"] = "mallory"

    return delivery.with_manifest(change)


def climbing_key(delivery: Delivery) -> Delivery:
    """Let the manifest name a file outside of the prefix, which is there."""
    secret = "secrets/payroll.csv.gz"

    def change(manifest: dict[str, Any]) -> None:
        for name in _LISTS:
            if name in manifest:
                start = f"s3://{delivery.bucket}/" if name == "dataFiles" else ""
                prefix = delivery.first.partition("/")[0]
                manifest[name][-1:] = [f"{start}{prefix}/../{secret}", f"{start}{secret}"]

    return delivery.with_object(secret, gzip.compress(b"name,pay\n", mtime=0)).with_manifest(change)


def _with_files(delivery: Delivery, count: int) -> Delivery:
    def change(manifest: dict[str, Any]) -> None:
        for name in _LISTS:
            if name in manifest:
                manifest[name] = manifest[name][:count]

    return delivery.with_manifest(change)


def part_listed_twice(delivery: Delivery) -> Delivery:
    """Let the manifest name a file two times."""

    def change(manifest: dict[str, Any]) -> None:
        for name in _LISTS:
            if name in manifest:
                manifest[name].append(manifest[name][0])

    return delivery.with_manifest(change)


def broken_manifest(delivery: Delivery) -> Delivery:
    """Cut the manifest off in the middle."""
    key = delivery.delivered.manifest
    body = delivery.objects[key]
    return delivery.with_object(key, body[: len(body) // 2])


Fault = Callable[[Delivery], Delivery]

FAULTS: Mapping[str, Fault] = {
    made.__name__.replace("_", "-"): made
    for made in (
        missing_part,
        truncated_part,
        not_gzip,
        wrong_checksum,
        bomb,
        endless_line,
        parquet_without_rows,
        parquet_with_a_long_footer,
        parquet_with_text_as_money,
        other_header,
        no_rows,
        no_files,
        foreign_bucket,
        climbing_key,
        part_listed_twice,
        broken_manifest,
    )
}
"""Those that break one delivery; `overwritten_while_read` needs two."""

OVERWRITTEN: Final = "overwritten-while-read"
