"""Legacy Cost and Usage Reports through their API."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from helpers.aws import Aws, code
from helpers.bills import BUCKET, document, make_bucket, report, writers_statements
from helpers.roles import allow, enter


def test_a_report_is_made_changed_tagged_and_deleted(aws: Aws) -> None:
    make_bucket(aws, aws.payer)
    cur = aws.root(aws.payer, "cur")
    cur.put_report_definition(ReportDefinition=report(), Tags=[{"Key": "team", "Value": "finops"}])
    assert cur.describe_report_definitions()["ReportDefinitions"] == [report()]
    assert aws.root(aws.linked[0], "cur").describe_report_definitions()["ReportDefinitions"] == []
    changed = report(Compression="ZIP")
    cur.modify_report_definition(ReportName="landfast-cur", ReportDefinition=changed)
    assert cur.describe_report_definitions()["ReportDefinitions"] == [changed]
    cur.tag_resource(ReportName="landfast-cur", Tags=[{"Key": "a", "Value": "b"}])
    cur.untag_resource(ReportName="landfast-cur", TagKeys=["team"])
    assert cur.list_tags_for_resource(ReportName="landfast-cur")["Tags"] == [
        {"Key": "a", "Value": "b"}
    ]
    cur.delete_report_definition(ReportName="landfast-cur")
    assert cur.describe_report_definitions()["ReportDefinitions"] == []
    for call, refused in (
        (cur.delete_report_definition, "ValidationException"),
        (cur.list_tags_for_resource, "ResourceNotFoundException"),
    ):
        assert _refusal(call, ReportName="landfast-cur") == (400, refused)


def test_a_second_report_of_the_same_name_and_an_eleventh_are_refused(aws: Aws) -> None:
    make_bucket(aws, aws.payer)
    cur = aws.root(aws.payer, "cur")
    for number in range(10):
        cur.put_report_definition(ReportDefinition=report(ReportName=f"r{number}"))
    put = cur.put_report_definition
    again = _refusal(put, ReportDefinition=report(ReportName="r1"))
    assert again == (400, "DuplicateReportNameException")
    eleventh = _refusal(put, ReportDefinition=report())
    assert eleventh == (400, "ReportLimitReachedException")
    pages = cur.get_paginator("describe_report_definitions").paginate()
    sizes = [len(page["ReportDefinitions"]) for page in pages]
    assert sizes == [5, 5]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"TimeUnit": "WEEKLY"}, "enum value set"),
        ({"S3Region": "mars-1"}, "enum value set"),
        ({"ReportName": "with space"}, "regular expression"),
        ({"S3Prefix": "with space"}, "regular expression"),
        ({"Compression": "Parquet"}, "does not fit format"),
        ({"AdditionalArtifacts": ["ATHENA"]}, "needs format Parquet"),
        ({"S3Bucket": "nobody-has-this"}, "Failed to verify customer bucket permission"),
        ({"S3Region": "eu-west-1"}, "Failed to verify customer bucket permission"),
    ],
)
def test_what_a_report_may_not_be(aws: Aws, changes: dict[str, Any], said: str) -> None:
    make_bucket(aws, aws.payer)
    with pytest.raises(ClientError) as refusal:
        aws.root(aws.payer, "cur").put_report_definition(ReportDefinition=report(**changes))
    assert code(refusal.value) == (400, "ValidationException")
    assert said in refusal.value.response["Error"]["Message"]


def test_a_report_cannot_become_another_one(aws: Aws) -> None:
    make_bucket(aws, aws.payer)
    cur = aws.root(aws.payer, "cur")
    cur.put_report_definition(ReportDefinition=report())
    changed = report(TimeUnit="HOURLY")
    refused = _refusal(
        cur.modify_report_definition, ReportName="landfast-cur", ReportDefinition=changed
    )
    assert refused == (400, "ValidationException")


@pytest.mark.parametrize(
    "edit",
    [
        lambda s: s | {"Principal": {"Service": "bcm-data-exports.amazonaws.com"}},
        lambda s: s | {"Action": "s3:GetBucketPolicy"},
        lambda s: s | {"Action": "s3:PutObject"},
        lambda s: s | {"Condition": {"StringEquals": {"aws:SourceAccount": "444455556666"}}},
        lambda s: s | {"Condition": {"ArnLike": {"aws:SourceArn": "arn:aws:cur:*:*:other/*"}}},
        lambda s: s | {"Effect": "Deny"},
        lambda s: s | {"Resource": f"arn:aws:s3:::{BUCKET}"},
        lambda s: s | {"Resource": [f"arn:aws:s3:::{BUCKET}", f"arn:aws:s3:::{BUCKET}/legacy/*"]},
    ],
)
def test_the_buckets_policy_has_to_let_aws_write(aws: Aws, edit: Any) -> None:
    make_bucket(aws, aws.payer)
    statement = edit(writers_statements(aws.payer)[0])
    s3, cur = aws.root(aws.payer, "s3"), aws.root(aws.payer, "cur")
    s3.put_bucket_policy(Bucket=BUCKET, Policy=document(statement))
    refused = _refusal(cur.put_report_definition, ReportDefinition=report())
    assert refused == (400, "ValidationException")
    s3.delete_bucket_policy(Bucket=BUCKET)
    refused = _refusal(cur.put_report_definition, ReportDefinition=report())
    assert refused == (400, "ValidationException")


def test_aws_leaves_a_test_object_in_the_root(aws: Aws) -> None:
    make_bucket(aws, aws.payer)
    s3 = aws.root(aws.payer, "s3")
    aws.root(aws.payer, "cur").put_report_definition(ReportDefinition=report())
    keys = [found["Key"] for found in s3.list_objects_v2(Bucket=BUCKET)["Contents"]]
    assert keys == ["aws-programmatic-access-test-object"]


def test_a_reports_bucket_is_the_accounts_own(aws: Aws) -> None:
    make_bucket(aws, aws.payer)
    policy = document(*writers_statements(aws.linked[0]))
    aws.root(aws.payer, "s3").put_bucket_policy(Bucket=BUCKET, Policy=policy)
    cur = aws.root(aws.linked[0], "cur")
    refused = _refusal(cur.put_report_definition, ReportDefinition=report())
    assert refused == (400, "ValidationException")


def test_the_bucket_may_be_in_another_region(aws: Aws) -> None:
    make_bucket(aws, aws.payer, region="eu-west-1")
    cur = aws.root(aws.payer, "cur")
    cur.put_report_definition(ReportDefinition=report(S3Region="eu-west-1"))


def test_reports_are_authorized_one_by_one(aws: Aws) -> None:
    make_bucket(aws, aws.payer)
    mine = f"arn:aws:cur:us-east-1:{aws.payer}:definition/landfast-*"
    credentials = enter(
        aws,
        aws.payer,
        allow("cur:PutReportDefinition", "cur:DeleteReportDefinition", resource=mine),
    )
    cur = aws.session("cur", credentials)
    cur.put_report_definition(ReportDefinition=report())
    refused = _refusal(cur.put_report_definition, ReportDefinition=report(ReportName="theirs"))
    assert refused[1] == "AccessDeniedException"
    assert _refusal(cur.describe_report_definitions)[1] == "AccessDeniedException"
    cur.delete_report_definition(ReportName="landfast-cur")


def _refusal(call: Any, **arguments: Any) -> tuple[int, str]:
    with pytest.raises(ClientError) as refusal:
        call(**arguments)
    return code(refusal.value)
