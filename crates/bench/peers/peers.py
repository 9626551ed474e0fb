"""What DuckDB and Polars take for the same bill, on the same machine. Prints one JSON document.

usage: peers.py ENGINE ingest OUT.parquet FILE.csv.gz...
       peers.py ENGINE ingest-sorted OUT.parquet FILE.csv.gz...
       peers.py ENGINE ask RUNS FILE.parquet...

`ingest` reads the bill's money exactly (DECIMAL(38,12), and 38,18 for amounts of usage), its times as
times and everything else as text, and writes Parquet with zstd at level 1; `ingest-sorted` writes it in
the order of Landfast's store: by day, service and account. Neither counts again what it wrote. `ask` sums
the cost by account, service and day over Landfast's own files.
"""

import csv
import gzip
import json
import sys
import time

MONEY = [
    "lineItem/UnblendedRate",
    "lineItem/UnblendedCost",
    "lineItem/BlendedRate",
    "lineItem/BlendedCost",
    "pricing/publicOnDemandCost",
]
USAGE = ["lineItem/UsageAmount", "lineItem/NormalizationFactor"]
TIMES = [
    "bill/BillingPeriodStartDate",
    "bill/BillingPeriodEndDate",
    "lineItem/UsageStartDate",
    "lineItem/UsageEndDate",
]


ORDER = ["lineItem/ProductCode", "lineItem/UsageAccountId"]
START = "lineItem/UsageStartDate"


def duckdb_ingest(out: str, bill: list[str], is_sorted: bool) -> None:
    import duckdb

    with gzip.open(bill[0], "rt") as lines:
        header = next(csv.reader(lines))
    kinds = {name: "VARCHAR" for name in header}
    kinds |= {name: "DECIMAL(38,12)" for name in MONEY}
    kinds |= {name: "DECIMAL(38,18)" for name in USAGE}
    kinds |= {name: "TIMESTAMP" for name in TIMES}
    columns = ", ".join(f"'{name}': '{kind}'" for name, kind in kinds.items())
    by = ", ".join([f'CAST("{START}" AS DATE)', *(f'"{name}"' for name in ORDER)])
    order = f" ORDER BY {by}" if is_sorted else ""
    duckdb.sql(
        f"COPY (SELECT * FROM read_csv({bill}, header=true, columns={{{columns}}}){order}) "
        f"TO '{out}' (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1)"
    )


def polars_ingest(out: str, bill: list[str], is_sorted: bool) -> None:
    import polars

    lines = polars.scan_csv(bill, infer_schema=False)
    typed = lines.with_columns(
        *[polars.col(name).cast(polars.Decimal(38, 12)) for name in MONEY],
        *[polars.col(name).cast(polars.Decimal(38, 18)) for name in USAGE],
        *[polars.col(name).str.to_datetime("%Y-%m-%dT%H:%M:%SZ") for name in TIMES],
    )
    if is_sorted:
        typed = typed.sort([polars.col(START).dt.date(), *ORDER])
    typed.sink_parquet(out, compression="zstd", compression_level=1)


def duckdb_ask(files: list[str]) -> int:
    import duckdb

    rows = duckdb.execute(
        "SELECT account_id, coalesce(service, service_code) AS service, day, currency, sum(unblended) "
        "FROM read_parquet(?) WHERE NOT is_split GROUP BY ALL",
        [files],
    ).fetchall()
    return len(rows)


def polars_ask(files: list[str]) -> int:
    import polars

    col = polars.col
    lines = polars.scan_parquet(files).filter(~col("is_split"))
    by = ["account_id", polars.coalesce("service", "service_code").alias("of"), "day", "currency"]
    rows = lines.group_by(by).agg(col("unblended").sum()).collect(engine="streaming").rows()
    return len(rows)


def main() -> None:
    engine, what, *rest = sys.argv[1:]
    if what.startswith("ingest"):
        out, *bill = rest
        ingest = {"duckdb": duckdb_ingest, "polars": polars_ingest}[engine]
        ingest(out, bill, is_sorted=what == "ingest-sorted")
        print("{}")
        return
    runs, files = int(rest[0]), rest[1:]
    ask = {"duckdb": duckdb_ask, "polars": polars_ask}[engine]
    times, rows = [], 0
    for _ in range(runs):
        begun = time.perf_counter()
        rows = ask(files)
        times.append(time.perf_counter() - begun)
    print(json.dumps({"rows": rows, "seconds": sorted(times)}))


if __name__ == "__main__":
    main()
