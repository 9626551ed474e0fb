"""Data Exports through their API."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from helpers.aws import REGION, Aws, code
from helpers.bills import BUCKET, FOCUS_QUERY, document, export, make_bucket, writers_statements
from helpers.roles import allow, enter
from helpers.shapes import misfits

CUR2 = "SELECT line_item_unblended_cost, product['region'] AS region FROM COST_AND_USAGE_REPORT"


def test_an_export_is_made_listed_read_and_deleted(aws: Aws) -> None:
    make_bucket(aws, aws.payer)
    exports = aws.root(aws.payer, "bcm-data-exports")
    arn = exports.create_export(Export=export())["ExportArn"]
    assert arn.startswith(f"arn:aws:bcm-data-exports:{REGION}:{aws.payer}:export/landfast-")
    read = allow("bcm-data-exports:GetExport", resource=arn)
    client = aws.session("bcm-data-exports", enter(aws, aws.payer, read))
    answer = client.get_export(ExportArn=arn)
    assert misfits(client, "get_export", answer) == []
    assert answer["Export"] == {**export(), "ExportArn": arn}
    assert answer["ExportStatus"]["StatusCode"] == "HEALTHY"
    assert _refusal(client.list_exports)[1] == "AccessDeniedException"
    listed = exports.list_exports()
    assert misfits(exports, "list_exports", listed) == []
    assert [found["ExportArn"] for found in listed["Exports"]] == [arn]
    assert aws.root(aws.stranger, "bcm-data-exports").list_exports()["Exports"] == []
    executions = exports.list_executions(ExportArn=arn)
    assert misfits(exports, "list_executions", executions) == []
    unknown = _refusal(exports.get_execution, ExportArn=arn, ExecutionId="none")
    assert unknown == (404, "ResourceNotFoundException")
    exports.delete_export(ExportArn=arn)
    assert _refusal(exports.get_export, ExportArn=arn) == (404, "ResourceNotFoundException")


def test_an_export_is_changed_and_tagged(aws: Aws) -> None:
    make_bucket(aws, aws.payer)
    exports = aws.root(aws.payer, "bcm-data-exports")
    tags = [{"Key": "team", "Value": "finops"}]
    arn = exports.create_export(Export=export(), ResourceTags=tags)["ExportArn"]
    changed = export(Format="TEXT_OR_CSV", Compression="GZIP")
    exports.update_export(ExportArn=arn, Export=changed)
    assert exports.get_export(ExportArn=arn)["Export"] == {**changed, "ExportArn": arn}
    exports.tag_resource(ResourceArn=arn, ResourceTags=[{"Key": "a", "Value": "b"}])
    exports.untag_resource(ResourceArn=arn, ResourceTagKeys=["team"])
    found = exports.list_tags_for_resource(ResourceArn=arn)["ResourceTags"]
    assert found == [{"Key": "a", "Value": "b"}]
    renamed = _refusal(exports.update_export, ExportArn=arn, Export=export(Name="other"))
    assert renamed == (400, "ValidationException")
    second = _refusal(exports.create_export, Export=export())
    assert second == (400, "ValidationException")


def test_aws_adds_the_billing_view_to_cur_2(aws: Aws) -> None:
    make_bucket(aws, aws.payer)
    exports = aws.root(aws.payer, "bcm-data-exports")
    tables = {"COST_AND_USAGE_REPORT": {"TIME_GRANULARITY": "DAILY"}}
    wanted = export(CUR2, TableConfigurations=tables)
    arn = exports.create_export(Export=wanted)["ExportArn"]
    found = exports.get_export(ExportArn=arn)["Export"]["DataQuery"]["TableConfigurations"]
    assert found["COST_AND_USAGE_REPORT"] == {
        "TIME_GRANULARITY": "DAILY",
        "BILLING_VIEW_ARN": f"arn:aws:billing::{aws.payer}:billingview/primary",
    }


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (export("SELECT * FROM FOCUS_1_2_AWS"), "not a subset of the table FOCUS_1_2_AWS"),
        (export("SELECT Nothing FROM FOCUS_1_2_AWS"), "not a subset"),
        (export("SELECT line_item_resource_id FROM COST_AND_USAGE_REPORT"), "not a subset"),
        (export("SELECT BilledCost FROM FOCUS_9"), "FOCUS_9"),
        (export("DELETE FROM FOCUS_1_2_AWS"), "not valid"),
        (export(TableConfigurations={"COST_AND_USAGE_REPORT": {}}), "not for FOCUS_1_2_AWS"),
        (
            export(CUR2, TableConfigurations={"COST_AND_USAGE_REPORT": {"TIME_GRANULARITY": "X"}}),
            "TIME_GRANULARITY=X",
        ),
        (export(Compression="GZIP"), "does not fit format"),
        (export(Format="XML"), "enum value set"),
        (export(Name="with space"), "regular expression"),
        (export(S3Bucket="nobody-has-this"), "bucket permission"),
        (export(S3Region="eu-west-1"), "bucket permission"),
    ],
)
def test_what_an_export_may_not_be(aws: Aws, wanted: dict[str, Any], said: str) -> None:
    make_bucket(aws, aws.payer)
    with pytest.raises(ClientError) as refusal:
        aws.root(aws.payer, "bcm-data-exports").create_export(Export=wanted)
    assert code(refusal.value) == (400, "ValidationException")
    assert said in refusal.value.response["Error"]["Message"]


def test_resources_are_a_column_when_configured(aws: Aws) -> None:
    make_bucket(aws, aws.payer)
    tables = {"COST_AND_USAGE_REPORT": {"INCLUDE_RESOURCES": "TRUE"}}
    wanted = export(
        "SELECT line_item_resource_id FROM COST_AND_USAGE_REPORT", TableConfigurations=tables
    )
    aws.root(aws.payer, "bcm-data-exports").create_export(Export=wanted)


def test_the_bucket_may_be_another_accounts(aws: Aws) -> None:
    make_bucket(aws, aws.payer)
    exports = aws.root(aws.linked[0], "bcm-data-exports")
    assert _refusal(exports.create_export, Export=export())[1] == "ValidationException"
    owned = export(S3BucketOwner=aws.payer)
    assert _refusal(exports.create_export, Export=owned)[1] == "ValidationException"
    policy = document(*writers_statements(aws.linked[0]))
    aws.root(aws.payer, "s3").put_bucket_policy(Bucket=BUCKET, Policy=policy)
    exports.create_export(Export=owned)


def test_a_grant_for_the_prefix_is_too_little(aws: Aws) -> None:
    make_bucket(aws, aws.payer)
    statement, _ = writers_statements(aws.payer)
    narrow = {**statement, "Resource": f"arn:aws:s3:::{BUCKET}/focus/*"}
    s3, exports = aws.root(aws.payer, "s3"), aws.root(aws.payer, "bcm-data-exports")
    s3.put_bucket_policy(Bucket=BUCKET, Policy=document(narrow))
    assert _refusal(exports.create_export, Export=export())[1] == "ValidationException"
    assert "Contents" not in s3.list_objects_v2(Bucket=BUCKET)
    s3.put_bucket_policy(Bucket=BUCKET, Policy=document(statement))
    exports.create_export(Export=export())
    keys = [found["Key"] for found in s3.list_objects_v2(Bucket=BUCKET)["Contents"]]
    assert keys == ["aws-programmatic-access-test-object"]


def test_tables_say_what_they_have(aws: Aws) -> None:
    exports = aws.root(aws.payer, "bcm-data-exports")
    listed = exports.list_tables()
    assert misfits(exports, "list_tables", listed) == []
    columns = {
        table["TableName"]: len(exports.get_table(TableName=table["TableName"])["Schema"])
        for table in listed["Tables"]
    }
    assert columns == {"COST_AND_USAGE_REPORT": 114, "FOCUS_1_0_AWS": 48, "FOCUS_1_2_AWS": 60}
    more = exports.get_table(
        TableName="COST_AND_USAGE_REPORT",
        TableProperties={"INCLUDE_SPLIT_COST_ALLOCATION_DATA": "TRUE"},
    )
    assert misfits(exports, "get_table", more) == []
    assert len(more["Schema"]) == 125
    assert _refusal(exports.get_table, TableName="x") == (400, "ValidationException")


def test_the_sdk_may_sign_for_its_own_region(aws: Aws) -> None:
    make_bucket(aws, aws.payer)
    elsewhere = aws.root(aws.payer, "bcm-data-exports", "eu-west-1")
    arn = elsewhere.create_export(Export=export(FOCUS_QUERY))["ExportArn"]
    assert arn.split(":")[3] == REGION


def _refusal(call: Any, **arguments: Any) -> tuple[int, str]:
    with pytest.raises(ClientError) as refusal:
        call(**arguments)
    return code(refusal.value)
