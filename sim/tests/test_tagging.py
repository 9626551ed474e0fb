"""The Tagging API: what it finds, page by page, and who may write."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from helpers.aws import REGION, Aws, code
from helpers.roles import allow, enter
from helpers.shapes import misfits

TAG = {"team": "core"}


@pytest.fixture
def arns(aws: Aws) -> list[str]:
    """A bucket and an instance with its volume, none of them tagged."""
    aws.root(aws.payer, "s3").create_bucket(Bucket="tagged-bucket")
    ec2 = aws.root(aws.payer, "ec2")
    made = ec2.run_instances(ImageId="ami-12345678", MinCount=1, MaxCount=1)["Instances"][0]
    volume = ec2.create_volume(AvailabilityZone=f"{REGION}a", Size=1)["VolumeId"]
    prefix = f"arn:aws:ec2:{REGION}:{aws.payer}"
    return [
        "arn:aws:s3:::tagged-bucket",
        f"{prefix}:instance/{made['InstanceId']}",
        f"{prefix}:volume/{volume}",
    ]


def found(client: Any, **more: Any) -> list[str]:
    pages = client.get_paginator("get_resources").paginate(TagFilters=[{"Key": "team"}], **more)
    return [item["ResourceARN"] for page in pages for item in page["ResourceTagMappingList"]]


def test_tags_are_written_found_and_removed(aws: Aws, arns: list[str]) -> None:
    tagging = aws.root(aws.payer, "resourcegroupstaggingapi")
    written = tagging.tag_resources(ResourceARNList=arns, Tags=TAG)
    assert misfits(tagging, "tag_resources", written) == []
    assert written["FailedResourcesMap"] == {}
    assert sorted(found(tagging)) == sorted(arns)
    assert found(tagging, ResourceTypeFilters=["ec2:instance"]) == [arns[1]]
    tags = aws.root(aws.payer, "ec2").describe_instances()["Reservations"][0]["Instances"][0]
    assert tags["Tags"] == [{"Key": "team", "Value": "core"}]
    removed = tagging.untag_resources(ResourceARNList=arns, TagKeys=["team"])
    assert misfits(tagging, "untag_resources", removed) == []
    assert found(tagging) == []
    assert tagging.get_tag_keys()["TagKeys"] == []


def test_resources_come_in_pages(aws: Aws, arns: list[str]) -> None:
    tagging = aws.root(aws.payer, "resourcegroupstaggingapi")
    tagging.tag_resources(ResourceARNList=arns, Tags=TAG)
    first = tagging.get_resources(ResourcesPerPage=2)
    assert misfits(tagging, "get_resources", first) == []
    assert len(first["ResourceTagMappingList"]) == 2
    assert first["PaginationToken"]
    assert sorted(found(tagging, PaginationConfig={"PageSize": 1})) == sorted(arns)
    with pytest.raises(ClientError) as refusal:
        tagging.get_resources(PaginationToken="made up")
    assert code(refusal.value) == (400, "PaginationTokenExpiredException")


def test_tagging_needs_the_permission_of_the_resources_service(aws: Aws, arns: list[str]) -> None:
    rights = allow("tag:TagResources", "tag:UntagResources", "ec2:CreateTags")
    tagging = aws.session("resourcegroupstaggingapi", enter(aws, aws.payer, rights))
    written = tagging.tag_resources(ResourceARNList=arns, Tags=TAG)["FailedResourcesMap"]
    assert list(written) == arns[:1]
    assert written[arns[0]]["ErrorCode"] == "AccessDeniedException"
    assert "s3:PutBucketTagging" in written[arns[0]]["ErrorMessage"]
    assert sorted(found(aws.root(aws.payer, "resourcegroupstaggingapi"))) == sorted(arns[1:])
    removed = tagging.untag_resources(ResourceARNList=arns, TagKeys=["team"])
    assert sorted(removed["FailedResourcesMap"]) == sorted(arns)


def test_without_the_tagging_apis_own_permission_nothing_is_written(
    aws: Aws, arns: list[str]
) -> None:
    rights = allow("s3:PutBucketTagging", "ec2:CreateTags")
    tagging = aws.session("resourcegroupstaggingapi", enter(aws, aws.payer, rights))
    with pytest.raises(ClientError) as refusal:
        tagging.tag_resources(ResourceARNList=arns, Tags=TAG)
    assert code(refusal.value) == (400, "AccessDeniedException")


def test_what_is_not_there_is_not_tagged(aws: Aws) -> None:
    tagging = aws.root(aws.payer, "resourcegroupstaggingapi")
    missing = f"arn:aws:ec2:{REGION}:{aws.payer}:instance/i-0123456789abcdef0"
    failed = tagging.tag_resources(ResourceARNList=[missing], Tags=TAG)["FailedResourcesMap"]
    assert failed[missing]["ErrorCode"] == "InvalidParameterException"


def test_a_database_is_tagged(aws: Aws) -> None:
    rds = aws.root(aws.payer, "rds")
    made = rds.create_db_instance(
        DBInstanceIdentifier="orders",
        DBInstanceClass="db.t3.micro",
        Engine="postgres",
        MasterUsername="owner",
        MasterUserPassword="not-a-secret",
        AllocatedStorage=20,
    )
    arn = made["DBInstance"]["DBInstanceArn"]
    tagging = aws.root(aws.payer, "resourcegroupstaggingapi")
    tagging.tag_resources(ResourceARNList=[arn], Tags=TAG)
    assert found(tagging, ResourceTypeFilters=["rds:db"]) == [arn]
    assert rds.list_tags_for_resource(ResourceName=arn)["TagList"] == [
        {"Key": "team", "Value": "core"}
    ]
