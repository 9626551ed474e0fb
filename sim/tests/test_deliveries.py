"""The files that AWS delivers, as whoever reads a bill finds them."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from helpers import parquet
from helpers.admin import AdminClient, AdminError
from helpers.aws import Aws
from helpers.bills import BUCKET, document, export, make_bucket, report, writers_statements

PERIOD = "2025-10"
FOLDER = "20251001-20251101"
ATHENA = {
    "Format": "Parquet",
    "Compression": "Parquet",
    "ReportVersioning": "OVERWRITE_REPORT",
    "AdditionalArtifacts": ["ATHENA"],
}
CUR2 = (
    "SELECT bill_payer_account_id, line_item_usage_start_date, line_item_unblended_cost, "
    "product['product_name'] AS product_name, resource_tags, discount FROM COST_AND_USAGE_REPORT"
)
DAILY = {"COST_AND_USAGE_REPORT": {"TIME_GRANULARITY": "DAILY"}}
FOCUS = (
    "SELECT BilledCost, BillingAccountId, ChargePeriodStart, ChargePeriodEnd, SubAccountId, Tags, "
    "x_Discounts FROM {}"
)


def test_reports_that_are_kept_have_an_assembly_each(aws: Aws, admin: AdminClient) -> None:
    _put_report(aws, aws.payer)
    first, second = (_deliver(aws, admin, report="landfast-cur") for _ in range(2))
    manifest = _json(aws, first["manifest"])
    assert first["manifest"] == f"legacy/landfast-cur/{FOLDER}/landfast-cur-Manifest.json"
    assert manifest["assemblyId"] == second["id"] != first["id"]
    own = f"legacy/landfast-cur/{FOLDER}/{first['id']}"
    kept = _json(aws, f"{own}/landfast-cur-Manifest.json")
    assert kept["assemblyId"] == first["id"]
    assert kept["reportKeys"][0] == f"{own}/landfast-cur-00001.csv.gz"
    assert len(kept["reportKeys"]) > 1  # whoever reads one file only is wrong
    assert first["keys"][-1] == first["manifest"]  # the pointer comes last
    assert kept["billingPeriod"] == {
        "start": "20251001T000000.000Z",
        "end": "20251101T000000.000Z",
    }
    assert (kept["account"], kept["bucket"]) == (aws.payer, BUCKET)
    assert (kept["compression"], kept["contentType"]) == ("GZIP", "text/csv")
    assert {"category": "lineItem", "name": "UnblendedCost", "type": "OptionalBigDecimal"} in (
        kept["columns"]
    )


def test_a_legacy_report_costs_what_cost_explorer_says(aws: Aws, admin: AdminClient) -> None:
    _put_report(aws, aws.payer)
    found = _deliver(aws, admin, report="landfast-cur")
    rows = _legacy_rows(aws, found)
    assert {row["bill/PayerAccountId"] for row in rows} == {aws.payer}
    assert {row["lineItem/UsageAccountId"] for row in rows} == {aws.payer, *aws.linked}
    assert any("E-8" in row["lineItem/UnblendedCost"] for row in rows)
    tags = {name for name in rows[0] if name.startswith("resourceTags/")}
    assert {"resourceTags/user:CostCenter", "resourceTags/user:Project"} <= tags
    assert {"resourceTags/user:team", "resourceTags/user:Team"} <= tags  # people write as they like
    assert all(row["bill/InvoiceId"] for row in rows)
    ids = [(row["identity/LineItemId"], row["identity/TimeInterval"]) for row in rows]
    assert len(set(ids)) == len(ids)
    total = sum(Decimal(row["lineItem/UnblendedCost"]) for row in rows)
    assert total == _cost_explorer(aws, aws.payer)


def test_a_linked_account_sees_its_own_usage(aws: Aws, admin: AdminClient) -> None:
    member = aws.linked[0]
    make_bucket(aws, member)
    aws.root(member, "cur").put_report_definition(ReportDefinition=report(TimeUnit="HOURLY"))
    found = admin.post("/deliveries", account=member, report="landfast-cur", period="2025-09")
    rows = _legacy_rows(aws, found, member)
    assert {row["bill/PayerAccountId"] for row in rows} == {aws.payer}
    assert {row["lineItem/UsageAccountId"] for row in rows} == {member}
    assert "resourceTags/user:Project" not in rows[0]  # columns come and go
    starts = {row["lineItem/UsageStartDate"][11:] for row in rows}
    assert starts == {"00:00:00Z", "06:00:00Z", "12:00:00Z", "18:00:00Z"}


def test_reports_that_are_overwritten_stay_in_place(aws: Aws, admin: AdminClient) -> None:
    _put_report(
        aws,
        aws.payer,
        ReportVersioning="OVERWRITE_REPORT",
        Compression="ZIP",
        AdditionalSchemaElements=[],
    )
    _deliver(aws, admin, report="landfast-cur")
    found = _deliver(aws, admin, report="landfast-cur")
    assert sorted(found["keys"]) == _keys(aws)
    assert f"legacy/landfast-cur/{FOLDER}/landfast-cur-00001.csv.zip" in found["keys"]
    rows = _legacy_rows(aws, found)
    assert "lineItem/ResourceId" not in rows[0]


def test_reports_for_athena_are_parquet_in_partitions(aws: Aws, admin: AdminClient) -> None:
    _put_report(aws, aws.payer, **ATHENA)
    found = _deliver(aws, admin, report="landfast-cur")
    manifest = _json(aws, found["manifest"])
    key = "legacy/landfast-cur/landfast-cur/year=2025/month=10/landfast-cur-00001.snappy.parquet"
    assert manifest["reportKeys"][0] == key
    names = [f"{c['category']}_{c['name']}" for c in manifest["columns"]]
    files = [parquet.read(_bytes(aws, key)) for key in manifest["reportKeys"]]
    assert [name for name, _, _ in files[0].schema] == names
    assert "line_item_unblended_cost" in names
    assert "resource_tags_user_cost_center" in names
    assert not any(nullable for _, _, nullable in files[0].schema)
    costs = [cost for file in files for cost in file.columns["line_item_unblended_cost"]]
    assert sum(Decimal(repr(cost)) for cost in costs) == _cost_explorer(aws, aws.payer)
    starts = files[0].columns["line_item_usage_start_date"]
    assert min(starts) == datetime(2025, 10, 1, tzinfo=UTC).timestamp() * 1000
    status = "legacy/landfast-cur/cost_and_usage_data_status/cost_and_usage_data_status.parquet"
    assert parquet.read(_bytes(aws, status)).columns == {"status": ["READY"]}
    assert found["keys"][0] == status  # UPDATING, before anything else
    assert manifest["additionalArtifactKeys"][0]["artifactType"] == "ATHENA"


def test_cur_2_in_place_as_text(aws: Aws, admin: AdminClient) -> None:
    _create_export(aws, CUR2, Format="TEXT_OR_CSV", Compression="GZIP", TableConfigurations=DAILY)
    found = _deliver(aws, admin, export="landfast")
    assert found["manifest"] == (
        "focus/landfast/metadata/BILLING_PERIOD=2025-10/landfast-Manifest.json"
    )
    manifest = _json(aws, found["manifest"])
    first = "focus/landfast/data/BILLING_PERIOD=2025-10/landfast-00001.csv.gz"
    assert manifest["dataFiles"][0] == f"s3://{BUCKET}/{first}"
    rows = [
        row
        for url in manifest["dataFiles"]
        for row in _csv(gzip.decompress(_bytes(aws, url.removeprefix(f"s3://{BUCKET}/"))))
    ]
    assert list(rows[0]) == [column["name"] for column in manifest["columns"]]
    assert rows[0]["line_item_usage_start_date"] == "2025-10-01T00:00:00.000Z"
    tags = [json.loads(row["resource_tags"]) for row in rows]
    assert {"user_cost_center", "user_project", "user_team"} <= {key for one in tags for key in one}
    assert any(row["product_name"].startswith("Amazon") for row in rows)
    total = sum(Decimal(row["line_item_unblended_cost"]) for row in rows)
    assert total == _cost_explorer(aws, aws.payer)


def test_cur_2_in_parquet_has_maps(aws: Aws, admin: AdminClient) -> None:
    _create_export(aws, CUR2, TableConfigurations=DAILY)
    manifest = _json(aws, _deliver(aws, admin, export="landfast")["manifest"])
    key = manifest["dataFiles"][0].removeprefix(f"s3://{BUCKET}/")
    assert key.endswith("/landfast-00001.snappy.parquet")
    found = parquet.read(_bytes(aws, key))
    assert {"user_cost_center", "user_project"} <= set(found.columns["resource_tags.key_value.key"])
    assert all(value < 0 for value in found.columns["discount.key_value.value"])
    assert len(found.columns["line_item_unblended_cost"]) == found.rows


@pytest.mark.parametrize("table", ["FOCUS_1_0_AWS", "FOCUS_1_2_AWS"])
def test_focus_keeps_every_execution(aws: Aws, admin: AdminClient, table: str) -> None:
    _create_export(aws, FOCUS.format(table), Overwrite="CREATE_NEW_REPORT")
    first, second = (_deliver(aws, admin, export="landfast") for _ in range(2))
    assert first["manifest"] != second["manifest"]
    manifest = _json(aws, first["manifest"])
    period = "BILLING_PERIOD=2025-10"
    assert first["manifest"] == (
        f"focus/landfast/metadata/{period}/{first['id']}/landfast-Manifest.json"
    )
    start = f"s3://{BUCKET}/focus/landfast/data/{period}/{first['id']}/landfast-"
    assert all(url.startswith(start) for url in manifest["dataFiles"])
    key = manifest["dataFiles"][0].removeprefix(f"s3://{BUCKET}/")
    found = parquet.read(_bytes(aws, key))
    kinds = {name: kind for name, kind, _ in found.schema}
    assert (kinds["ChargePeriodStart"], kinds["BilledCost"]) == ("INT96", "DOUBLE")
    begin = datetime(2025, 10, 1, tzinfo=UTC).timestamp() * 1000
    assert min(found.columns["ChargePeriodStart"]) == begin
    assert "user:CostCenter" in found.columns["Tags.key_value.key"]
    exports = aws.root(aws.payer, "bcm-data-exports")
    arn = exports.list_exports()["Exports"][0]["ExportArn"]
    executions = exports.list_executions(ExportArn=arn)["Executions"]
    assert [one["ExecutionId"] for one in executions] == [second["id"], first["id"]]
    one = exports.get_execution(ExportArn=arn, ExecutionId=first["id"])
    assert one["ExecutionStatus"]["StatusCode"] == "DELIVERY_SUCCESS"


def test_the_first_delivery_comes_by_itself(aws: Aws, admin: AdminClient) -> None:
    _put_report(aws, aws.payer)
    aws.root(aws.payer, "bcm-data-exports").create_export(Export=export())
    admin.post("/clock", advance_seconds=86_000)
    assert _keys(aws) == []
    admin.post("/clock", advance_seconds=400)
    moment = datetime.fromtimestamp(admin.get("/clock")["now"], UTC)
    keys = _keys(aws)
    assert any(key.endswith("landfast-cur-Manifest.json") for key in keys)
    assert any(f"BILLING_PERIOD={moment:%Y-%m}/" in key for key in keys)
    shown = aws.root(aws.payer, "cur").describe_report_definitions()["ReportDefinitions"][0]
    assert shown["ReportStatus"]["lastStatus"] == "SUCCESS"
    assert shown["ReportStatus"]["lastDelivery"].startswith(f"{moment:%Y%m%dT}")
    exports = aws.root(aws.payer, "bcm-data-exports")
    status = exports.list_exports()["Exports"][0]["ExportStatus"]
    assert status["StatusCode"] == "HEALTHY"
    assert "LastRefreshedAt" in status
    admin.post("/clock", advance_seconds=90_000)
    assert _keys(aws) == keys


def test_twelve_months_can_be_delivered_at_once(aws: Aws, admin: AdminClient) -> None:
    _create_export(aws, CUR2, TableConfigurations=DAILY)
    found = admin.post("/deliveries", account=aws.payer, export="landfast", months=12)
    periods = {key.split("/")[3] for key in _keys(aws)}
    assert len(periods) == 12
    assert f"BILLING_PERIOD={found['period']}" == max(periods)


def test_a_first_delivery_can_bring_the_months_before(aws: Aws, admin: AdminClient) -> None:
    admin.post("/settings", delivery_seconds=0, backfill_months=2)
    _put_report(aws, aws.payer)
    aws.root(aws.payer, "sts").get_caller_identity()
    assert len({key.split("/")[2] for key in _keys(aws)}) == 3


@pytest.mark.parametrize("months", [0, 37, 1.5, "12", True])
def test_how_many_months_there_can_be(aws: Aws, admin: AdminClient, months: object) -> None:
    _put_report(aws, aws.payer)
    with pytest.raises(AdminError) as refusal:
        admin.post("/deliveries", account=aws.payer, report="landfast-cur", months=months)
    assert refusal.value.status == 400


def test_a_bill_looks_like_that_of_a_company(aws: Aws, admin: AdminClient) -> None:
    """Growth, weekends, Savings Plans, reservations and a discount that began in the story."""
    _put_report(aws, aws.payer)
    rows = _legacy_rows(aws, admin.post("/deliveries", account=aws.payer, report="landfast-cur"))
    kinds = {row["lineItem/LineItemType"] for row in rows}
    assert {"SavingsPlanCoveredUsage", "SavingsPlanNegation", "DiscountedUsage", "RIFee"} <= kinds
    assert {"SavingsPlanRecurringFee", "Credit", "Refund", "Tax", "Fee"} <= kinds
    assert "lineItem/NetUnblendedCost" in rows[0]
    assert {"AmazonBedrock", "AmazonEC2", "AmazonRDS"} <= {r["lineItem/ProductCode"] for r in rows}


def test_discounts_and_split_costs_are_rows_if_asked_for(aws: Aws, admin: AdminClient) -> None:
    elements = ["RESOURCES", "SPLIT_COST_ALLOCATION_DATA", "MANUAL_DISCOUNT_COMPATIBILITY"]
    _put_report(aws, aws.payer, AdditionalSchemaElements=elements)
    rows = _legacy_rows(aws, admin.post("/deliveries", account=aws.payer, report="landfast-cur"))
    kinds = {row["lineItem/LineItemType"] for row in rows}
    assert {"EdpDiscount", "PrivateRateDiscount", "BundledDiscount"} <= kinds
    split = [row for row in rows if row["lineItem/Operation"] == "EKSPod-EC2"]
    assert all(Decimal(row["splitLineItem/SplitCost"]) > 0 for row in split)
    assert split
    both = {"INCLUDE_MANUAL_DISCOUNT_COMPATIBILITY": "TRUE"}
    query = "SELECT line_item_line_item_type FROM COST_AND_USAGE_REPORT"
    tables = {"COST_AND_USAGE_REPORT": both}
    _create_export_in(aws, query, Name="lines", TableConfigurations=tables)
    found = admin.post("/deliveries", account=aws.payer, export="lines")
    keys = [key for key in found["keys"] if key.endswith(".parquet")]
    columns = [parquet.read(_bytes(aws, key)).columns for key in keys]
    shown = {kind for one in columns for kind in one["line_item_line_item_type"]}
    assert "EdpDiscount" in shown


def test_the_delay_is_a_setting(aws: Aws, admin: AdminClient) -> None:
    admin.post("/settings", delivery_seconds=0)
    _put_report(aws, aws.payer)
    assert _keys(aws) != []


def test_a_month_that_is_not_over_has_no_invoice(aws: Aws, admin: AdminClient) -> None:
    _put_report(aws, aws.payer)
    found = admin.post("/deliveries", account=aws.payer, report="landfast-cur")
    rows = _legacy_rows(aws, found)
    assert {row["bill/InvoiceId"] for row in rows} == {""}
    assert max(row["lineItem/UsageStartDate"] for row in rows) <= datetime.now(UTC).isoformat()


def test_a_bucket_that_refuses_is_said_to(aws: Aws, admin: AdminClient) -> None:
    _put_report(aws, aws.payer)
    exports = aws.root(aws.payer, "bcm-data-exports")
    arn = exports.create_export(Export=export())["ExportArn"]
    s3, cur = aws.root(aws.payer, "s3"), aws.root(aws.payer, "cur")
    s3.put_bucket_policy(Bucket=BUCKET, Policy=document(*writers_statements(aws.stranger)))
    assert _deliver(aws, admin, report="landfast-cur")["outcome"] == "ERROR_PERMISSIONS"
    assert _deliver(aws, admin, export="landfast")["outcome"] == "INSUFFICIENT_PERMISSION"
    assert _keys(aws) == []
    assert _last_status(cur) == "ERROR_PERMISSIONS"
    status = exports.get_export(ExportArn=arn)["ExportStatus"]
    assert (status["StatusCode"], status["StatusReason"]) == (
        "UNHEALTHY",
        "INSUFFICIENT_PERMISSION",
    )
    execution = exports.list_executions(ExportArn=arn)["Executions"][0]["ExecutionStatus"]
    assert execution["StatusCode"] == "DELIVERY_FAILURE"
    s3.put_bucket_policy(Bucket=BUCKET, Policy=document(*writers_statements(aws.payer)))
    assert _deliver(aws, admin, export="landfast")["outcome"] == "SUCCESS"
    assert exports.get_export(ExportArn=arn)["ExportStatus"]["StatusCode"] == "HEALTHY"


def test_an_account_that_left_its_organization_gets_no_more_exports(
    aws: Aws, admin: AdminClient
) -> None:
    member = aws.linked[0]
    make_bucket(aws, member)
    exports = aws.root(member, "bcm-data-exports")
    arn = exports.create_export(Export=export())["ExportArn"]
    assert admin.post("/deliveries", account=member, export="landfast")["outcome"] == "SUCCESS"
    aws.root(aws.payer, "organizations").remove_account_from_organization(AccountId=member)
    found = admin.post("/deliveries", account=member, export="landfast")
    assert found["outcome"] == "BILL_OWNER_CHANGED"
    status = exports.get_export(ExportArn=arn)["ExportStatus"]
    assert (status["StatusCode"], status["StatusReason"]) == ("UNHEALTHY", "BILL_OWNER_CHANGED")


def test_a_bucket_that_is_gone_is_said_to_be(aws: Aws, admin: AdminClient) -> None:
    _put_report(aws, aws.payer)
    s3 = aws.root(aws.payer, "s3")
    s3.delete_object(Bucket=BUCKET, Key="aws-programmatic-access-test-object")
    s3.delete_bucket(Bucket=BUCKET)
    assert _deliver(aws, admin, report="landfast-cur")["outcome"] == "ERROR_NO_BUCKET"
    assert _last_status(aws.root(aws.payer, "cur")) == "ERROR_NO_BUCKET"


@pytest.mark.parametrize(
    "asked",
    [
        {"report": "none"},
        {"export": "none"},
        {},
        {"report": "a", "export": "b"},
        {"report": "landfast-cur", "period": "October"},
        {"report": "landfast-cur", "month": PERIOD},
    ],
)
def test_what_cannot_be_delivered(aws: Aws, admin: AdminClient, asked: dict[str, str]) -> None:
    _put_report(aws, aws.payer)
    with pytest.raises(AdminError) as refusal:
        admin.post("/deliveries", account=aws.payer, **asked)
    assert refusal.value.status == 400


def _put_report(aws: Aws, account: str, **changes: Any) -> None:
    make_bucket(aws, account)
    aws.root(account, "cur").put_report_definition(ReportDefinition=report(**changes))


def _create_export(aws: Aws, query: str, **changes: Any) -> None:
    make_bucket(aws, aws.payer)
    _create_export_in(aws, query, **changes)


def _create_export_in(aws: Aws, query: str, **changes: Any) -> None:
    wanted = export(query, **changes)
    aws.root(aws.payer, "bcm-data-exports").create_export(Export=wanted)


def _deliver(aws: Aws, admin: AdminClient, **what: str) -> dict[str, Any]:
    found: dict[str, Any] = admin.post("/deliveries", account=aws.payer, period=PERIOD, **what)
    return found


def _bytes(aws: Aws, key: str, account: str | None = None) -> bytes:
    s3 = aws.root(account or aws.payer, "s3")
    body: bytes = s3.get_object(Bucket=BUCKET, Key=key)["Body"].read()
    return body


def _json(aws: Aws, key: str, account: str | None = None) -> Any:
    return json.loads(_bytes(aws, key, account))


def _keys(aws: Aws) -> list[str]:
    found = aws.root(aws.payer, "s3").list_objects_v2(Bucket=BUCKET)
    keys = [one["Key"] for one in found.get("Contents", [])]
    return [key for key in keys if key != "aws-programmatic-access-test-object"]


def _csv(body: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body.decode())))


def _legacy_rows(
    aws: Aws, delivered: dict[str, Any], account: str | None = None
) -> list[dict[str, str]]:
    manifest = _json(aws, delivered["manifest"], account)
    rows = []
    for key in manifest["reportKeys"]:
        body = _bytes(aws, key, account)
        if manifest["compression"] == "ZIP":
            with zipfile.ZipFile(io.BytesIO(body)) as archive:
                (name,) = archive.namelist()
                rows += _csv(archive.read(name))
        else:
            rows += _csv(gzip.decompress(body))
    names = [f"{c['category']}/{c['name']}" for c in manifest["columns"]]
    assert list(rows[0]) == names
    return rows


def _cost_explorer(aws: Aws, account: str) -> Decimal:
    answer = aws.root(account, "ce").get_cost_and_usage(
        TimePeriod={"Start": "2025-10-01", "End": "2025-11-01"},
        Granularity="MONTHLY",
        Metrics=["UnblendedCost"],
    )
    return Decimal(answer["ResultsByTime"][0]["Total"]["UnblendedCost"]["Amount"])


def _last_status(cur: Any) -> str:
    shown = cur.describe_report_definitions()["ReportDefinitions"][0]
    return str(shown["ReportStatus"]["lastStatus"])
