"""Buckets that bills are delivered to, reports and exports."""

from __future__ import annotations

import json
from typing import Any

from helpers.aws import REGION, Aws

BUCKET = "acme-bills"


def writers_statements(account: str, bucket: str = BUCKET) -> list[dict[str, Any]]:
    """What AWS documents for a bucket that reports and exports are delivered to."""
    services = ["billingreports.amazonaws.com", "bcm-data-exports.amazonaws.com"]
    condition = {
        "StringLike": {
            "aws:SourceAccount": account,
            "aws:SourceArn": [
                f"arn:aws:cur:us-east-1:{account}:definition/*",
                f"arn:aws:bcm-data-exports:us-east-1:{account}:export/*",
            ],
        }
    }
    return [
        {
            "Sid": "AwsDelivers",
            "Effect": "Allow",
            "Principal": {"Service": services},
            "Action": ["s3:PutObject", "s3:GetBucketPolicy"],
            "Resource": [f"arn:aws:s3:::{bucket}", f"arn:aws:s3:::{bucket}/*"],
            "Condition": condition,
        },
        {
            "Sid": "DenyInsecureTransport",
            "Effect": "Deny",
            "Principal": "*",
            "Action": "s3:*",
            "Resource": [f"arn:aws:s3:::{bucket}", f"arn:aws:s3:::{bucket}/*"],
            "Condition": {"Bool": {"aws:SecureTransport": "false"}},
        },
    ]


def document(*statements: dict[str, Any]) -> str:
    """A bucket policy."""
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def make_bucket(
    aws: Aws, account: str, *more: dict[str, Any], name: str = BUCKET, region: str = REGION
) -> None:
    """A bucket that AWS may deliver to; `more` are statements of its policy."""
    s3 = aws.root(account, "s3", region)
    where = {} if region == REGION else {"LocationConstraint": region}
    s3.create_bucket(Bucket=name, **({"CreateBucketConfiguration": where} if where else {}))
    policy = document(*writers_statements(account, name), *more)
    s3.put_bucket_policy(Bucket=name, Policy=policy)


def report(**changes: Any) -> dict[str, Any]:
    """A definition of a legacy report."""
    return {
        "ReportName": "landfast-cur",
        "TimeUnit": "DAILY",
        "Format": "textORcsv",
        "Compression": "GZIP",
        "AdditionalSchemaElements": ["RESOURCES"],
        "S3Bucket": BUCKET,
        "S3Prefix": "legacy",
        "S3Region": REGION,
        "AdditionalArtifacts": [],
        "RefreshClosedReports": True,
        "ReportVersioning": "CREATE_NEW_REPORT",
        **changes,
    }


FOCUS_QUERY = (
    "SELECT BilledCost, BillingCurrency, ChargePeriodStart, ServiceName, SubAccountId, Tags "
    "FROM FOCUS_1_2_AWS"
)


def export(query: str = FOCUS_QUERY, **changes: Any) -> dict[str, Any]:
    """An export; `changes` are of its destination or its S3OutputConfigurations."""
    output = {
        "OutputType": "CUSTOM",
        "Format": "PARQUET",
        "Compression": "PARQUET",
        "Overwrite": "OVERWRITE_REPORT",
    }
    output |= {name: changes.pop(name) for name in list(changes) if name in output}
    name = changes.pop("Name", "landfast")
    tables = changes.pop("TableConfigurations", None)
    destination = {
        "S3Bucket": BUCKET,
        "S3Prefix": "focus",
        "S3Region": REGION,
        "S3OutputConfigurations": output,
        **changes,
    }
    data_query: dict[str, Any] = {"QueryStatement": query}
    return {
        "Name": name,
        "DataQuery": data_query
        if tables is None
        else {**data_query, "TableConfigurations": tables},
        "DestinationConfigurations": {"S3Destination": destination},
        "RefreshCadence": {"Frequency": "SYNCHRONOUS"},
    }
