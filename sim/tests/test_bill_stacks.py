"""Buckets, reports, exports and policies for reading them, made by CloudFormation."""

from __future__ import annotations

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from helpers.aws import Aws, code
from helpers.bills import BUCKET, document, export, make_bucket, report, writers_statements
from helpers.roles import ROLE_NAME, make_role, trust
from helpers.template import wait_for

STACK = "bills"
PRIVATE = {
    "BlockPublicAcls": True,
    "BlockPublicPolicy": True,
    "IgnorePublicAcls": True,
    "RestrictPublicBuckets": True,
}


def _bucket_resources(account: str) -> dict[str, Any]:
    statements = writers_statements(account)
    bucket = {
        "BucketName": BUCKET,
        "PublicAccessBlockConfiguration": PRIVATE,
        "OwnershipControls": {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]},
        "BucketEncryption": {
            "ServerSideEncryptionConfiguration": [
                {"ServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}
            ]
        },
        "LifecycleConfiguration": {
            "Rules": [
                {
                    "Id": "old",
                    "Status": "Enabled",
                    "Prefix": "legacy/",
                    "ExpirationInDays": 400,
                    "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 7},
                }
            ]
        },
        "Tags": [{"Key": "landfast:template", "Value": "bills"}],
    }
    policy = {"Version": "2012-10-17", "Statement": statements}
    return {
        "Bucket": {"Type": "AWS::S3::Bucket", "DeletionPolicy": "Retain", "Properties": bucket},
        "Policy": {
            "Type": "AWS::S3::BucketPolicy",
            "Properties": {"Bucket": {"Ref": "Bucket"}, "PolicyDocument": policy},
        },
    }


def _report_resource(**changes: Any) -> dict[str, Any]:
    properties = report(RefreshClosedReports="true", **changes)
    tags = [{"Key": "team", "Value": "finops"}]
    return {"Type": "AWS::CUR::ReportDefinition", "Properties": {**properties, "Tags": tags}}


def _export_resource(**changes: Any) -> dict[str, Any]:
    properties = {"Export": export(**changes), "Tags": [{"Key": "team", "Value": "finops"}]}
    return {"Type": "AWS::BCMDataExports::Export", "Properties": properties}


def test_a_stack_makes_the_bucket_the_report_and_the_export(aws: Aws) -> None:
    cfn = aws.root(aws.payer, "cloudformation")
    after = {"DependsOn": "Policy"}
    resources = {
        **_bucket_resources(aws.payer),
        "Report": {**_report_resource(), **after},
        "Export": {**_export_resource(), **after},
    }
    outputs = {
        "Report": {"Value": {"Ref": "Report"}},
        "Export": {"Value": {"Fn::GetAtt": ["Export", "ExportArn"]}},
    }
    stack = _create(cfn, resources, outputs)
    found = {one["OutputKey"]: one["OutputValue"] for one in stack["Outputs"]}
    cur, exports = aws.root(aws.payer, "cur"), aws.root(aws.payer, "bcm-data-exports")
    assert found["Report"] == "landfast-cur"
    assert cur.describe_report_definitions()["ReportDefinitions"] == [report()]
    assert exports.get_export(ExportArn=found["Export"])["Export"]["Name"] == "landfast"
    team = [{"Key": "team", "Value": "finops"}]
    assert cur.list_tags_for_resource(ReportName="landfast-cur")["Tags"] == team
    assert exports.list_tags_for_resource(ResourceArn=found["Export"])["ResourceTags"] == team
    _assert_bucket_is_as_asked(aws)
    cfn.delete_stack(StackName=STACK)
    wait_for(cfn, stack["StackId"], "DELETE_COMPLETE")
    assert cur.describe_report_definitions()["ReportDefinitions"] == []
    assert exports.list_exports()["Exports"] == []
    aws.root(aws.payer, "s3").head_bucket(Bucket=BUCKET)  # retained


def _assert_bucket_is_as_asked(aws: Aws) -> None:
    s3 = aws.root(aws.payer, "s3")
    found = s3.get_public_access_block(Bucket=BUCKET)["PublicAccessBlockConfiguration"]
    assert found == PRIVATE
    ownership = s3.get_bucket_ownership_controls(Bucket=BUCKET)["OwnershipControls"]
    assert ownership == {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]}
    encryption = s3.get_bucket_encryption(Bucket=BUCKET)["ServerSideEncryptionConfiguration"]
    default = encryption["Rules"][0]["ApplyServerSideEncryptionByDefault"]
    assert default == {"SSEAlgorithm": "AES256"}
    rule = s3.get_bucket_lifecycle_configuration(Bucket=BUCKET)["Rules"][0]
    assert (rule["ID"], rule["Filter"]["Prefix"]) == ("old", "legacy/")
    assert rule["Expiration"] == {"Days": 400}
    assert rule["AbortIncompleteMultipartUpload"] == {"DaysAfterInitiation": 7}
    assert s3.get_bucket_tagging(Bucket=BUCKET)["TagSet"] == [
        {"Key": "landfast:template", "Value": "bills"}
    ]


def test_without_the_policy_the_stack_rolls_back(aws: Aws) -> None:
    cfn = aws.root(aws.payer, "cloudformation")
    bucket = {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": BUCKET}}
    for resource in (_report_resource(), _export_resource()):
        resources = {"Bucket": bucket, "Bill": {**resource, "DependsOn": "Bucket"}}
        cfn.create_stack(StackName=STACK, TemplateBody=json.dumps({"Resources": resources}))
        wait_for(cfn, STACK, "ROLLBACK_COMPLETE")
        assert "bucket permission" in _failure(cfn, "CREATE_FAILED")
        with pytest.raises(ClientError) as refusal:
            aws.root(aws.payer, "s3").head_bucket(Bucket=BUCKET)
        assert code(refusal.value)[0] == 404
        cfn.delete_stack(StackName=STACK)


def test_an_update_changes_report_and_export(aws: Aws) -> None:
    make_bucket(aws, aws.payer)
    cfn = aws.root(aws.payer, "cloudformation")
    _create(cfn, {"Report": _report_resource(), "Export": _export_resource()})
    changed = {
        "Report": _report_resource(Compression="ZIP"),
        "Export": _export_resource(S3Prefix="elsewhere"),
    }
    _update(cfn, changed, "UPDATE_COMPLETE")
    cur, exports = aws.root(aws.payer, "cur"), aws.root(aws.payer, "bcm-data-exports")
    assert cur.describe_report_definitions()["ReportDefinitions"][0]["Compression"] == "ZIP"
    arn = exports.list_exports()["Exports"][0]["ExportArn"]
    s3 = exports.get_export(ExportArn=arn)["Export"]["DestinationConfigurations"]["S3Destination"]
    assert s3["S3Prefix"] == "elsewhere"
    replaced = {
        "Report": _report_resource(ReportName="second", TimeUnit="HOURLY"),
        "Export": _export_resource(Name="second"),
    }
    _update(cfn, replaced, "UPDATE_COMPLETE")
    names = [r["ReportName"] for r in cur.describe_report_definitions()["ReportDefinitions"]]
    assert names == ["second"]
    assert [e["ExportName"] for e in exports.list_exports()["Exports"]] == ["second"]


def test_a_refused_update_rolls_back(aws: Aws) -> None:
    make_bucket(aws, aws.payer)
    cfn = aws.root(aws.payer, "cloudformation")
    _create(cfn, {"Report": _report_resource(), "Export": _export_resource()})
    wrong = {
        "Report": _report_resource(Compression="ZIP"),
        "Export": _export_resource(S3Bucket="x"),
    }
    _update(cfn, wrong, "UPDATE_ROLLBACK_COMPLETE")
    cur = aws.root(aws.payer, "cur")
    assert cur.describe_report_definitions()["ReportDefinitions"] == [report()]


@pytest.mark.parametrize("resource", [_report_resource(), _export_resource()])
def test_elsewhere_the_types_are_unrecognized(aws: Aws, resource: dict[str, Any]) -> None:
    cfn = aws.root(aws.payer, "cloudformation", "eu-west-1")
    body = json.dumps({"Resources": {"Bill": resource}})
    change_set = {"ChangeSetName": "c", "ChangeSetType": "CREATE"}
    calls: tuple[tuple[Any, dict[str, str]], ...] = (
        (cfn.create_stack, {"StackName": STACK}),
        (cfn.validate_template, {}),
        (cfn.create_change_set, {"StackName": STACK, **change_set}),
    )
    for call, arguments in calls:
        with pytest.raises(ClientError) as refusal:
            call(TemplateBody=body, **arguments)
        assert code(refusal.value) == (400, "ValidationError")
        message = refusal.value.response["Error"]["Message"]
        assert message.endswith(f"Unrecognized resource types: [{resource['Type']}]")
    off = {**resource, "Condition": "Never"}
    template = {
        "Conditions": {"Never": {"Fn::Equals": ["a", "b"]}},
        "Resources": {"Bill": off, "Topic": {"Type": "AWS::SNS::Topic"}},
    }
    cfn.create_stack(StackName=STACK, TemplateBody=json.dumps(template))
    wait_for(cfn, STACK, "CREATE_COMPLETE")


def test_a_bucket_that_holds_something_is_not_deleted(aws: Aws) -> None:
    cfn = aws.root(aws.payer, "cloudformation")
    bucket = {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": BUCKET}}
    _create(cfn, {"Bucket": bucket})
    s3 = aws.root(aws.payer, "s3")
    s3.put_object(Bucket=BUCKET, Key="a", Body=b"bill")
    cfn.delete_stack(StackName=STACK)
    wait_for(cfn, STACK, "DELETE_FAILED")
    assert "not empty" in _failure(cfn, "DELETE_FAILED")
    s3.delete_object(Bucket=BUCKET, Key="a")
    stack_id = cfn.describe_stacks(StackName=STACK)["Stacks"][0]["StackId"]
    cfn.delete_stack(StackName=STACK)
    wait_for(cfn, stack_id, "DELETE_COMPLETE")


def test_a_bucket_policy_does_not_take_the_place_of_another(aws: Aws) -> None:
    make_bucket(aws, aws.payer)
    cfn = aws.root(aws.payer, "cloudformation")
    policy = {
        "Type": "AWS::S3::BucketPolicy",
        "Properties": {
            "Bucket": BUCKET,
            "PolicyDocument": json.loads(document(*writers_statements(aws.payer))),
        },
    }
    cfn.create_stack(StackName=STACK, TemplateBody=json.dumps({"Resources": {"Policy": policy}}))
    wait_for(cfn, STACK, "ROLLBACK_COMPLETE")
    reason = _failure(cfn, "CREATE_FAILED")
    assert reason == f"The bucket policy already exists on bucket {BUCKET}."
    aws.root(aws.payer, "s3").get_bucket_policy(Bucket=BUCKET)


READ = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Action": "s3:GetObject", "Resource": f"arn:aws:s3:::{BUCKET}/*"}
    ],
}


def test_policies_are_put_on_a_role_that_is_there(aws: Aws) -> None:
    make_role(aws, aws.payer, trust(aws, aws.payer))
    cfn = aws.root(aws.payer, "cloudformation")
    iam = aws.root(aws.payer, "iam")
    resources = {
        "Inline": _inline(PolicyName="bills"),
        "Managed": _managed(ManagedPolicyName="bills", Roles=[ROLE_NAME]),
    }
    stack = _create(cfn, resources)
    found = iam.get_role_policy(RoleName=ROLE_NAME, PolicyName="bills")
    assert found["PolicyDocument"] == READ
    attached = iam.list_attached_role_policies(RoleName=ROLE_NAME)["AttachedPolicies"]
    assert [policy["PolicyName"] for policy in attached] == ["bills"]
    resources["Inline"] = _inline(PolicyName="renamed")
    _update(cfn, resources, "UPDATE_COMPLETE", Capabilities=["CAPABILITY_NAMED_IAM"])
    assert iam.list_role_policies(RoleName=ROLE_NAME)["PolicyNames"] == ["renamed"]
    cfn.delete_stack(StackName=STACK)
    wait_for(cfn, stack["StackId"], "DELETE_COMPLETE")
    assert iam.list_role_policies(RoleName=ROLE_NAME)["PolicyNames"] == []
    assert iam.list_attached_role_policies(RoleName=ROLE_NAME)["AttachedPolicies"] == []


@pytest.mark.parametrize("kind", ["inline", "managed"])
def test_a_policy_for_a_role_that_is_not_there_rolls_back(aws: Aws, kind: str) -> None:
    cfn = aws.root(aws.payer, "cloudformation")
    missing = (
        _inline(PolicyName="bills")
        if kind == "inline"
        else _managed(ManagedPolicyName="bills", Roles=[ROLE_NAME])
    )
    cfn.create_stack(
        StackName=STACK,
        TemplateBody=json.dumps({"Resources": {"Policy": missing}}),
        Capabilities=["CAPABILITY_NAMED_IAM"],
    )
    wait_for(cfn, STACK, "ROLLBACK_COMPLETE")
    assert "cannot be found" in _failure(cfn, "CREATE_FAILED")


def test_an_inline_policy_does_not_take_the_place_of_another(aws: Aws) -> None:
    make_role(aws, aws.payer, trust(aws, aws.payer))
    iam = aws.root(aws.payer, "iam")
    iam.put_role_policy(RoleName=ROLE_NAME, PolicyName="bills", PolicyDocument=json.dumps(READ))
    cfn = aws.root(aws.payer, "cloudformation")
    cfn.create_stack(
        StackName=STACK,
        TemplateBody=json.dumps({"Resources": {"Policy": _inline(PolicyName="bills")}}),
        Capabilities=["CAPABILITY_NAMED_IAM"],
    )
    wait_for(cfn, STACK, "ROLLBACK_COMPLETE")
    assert "AlreadyExists" in _failure(cfn, "CREATE_FAILED")
    assert iam.list_role_policies(RoleName=ROLE_NAME)["PolicyNames"] == ["bills"]


def _inline(**changes: Any) -> dict[str, Any]:
    properties = {"RoleName": ROLE_NAME, "PolicyDocument": READ, **changes}
    return {"Type": "AWS::IAM::RolePolicy", "Properties": properties}


def _managed(**changes: Any) -> dict[str, Any]:
    return {"Type": "AWS::IAM::ManagedPolicy", "Properties": {"PolicyDocument": READ, **changes}}


def _create(cfn: Any, resources: dict[str, Any], outputs: dict[str, Any] | None = None) -> Any:
    template: dict[str, Any] = {"Resources": resources}
    if outputs:
        template["Outputs"] = outputs
    cfn.create_stack(
        StackName=STACK,
        TemplateBody=json.dumps(template),
        Capabilities=["CAPABILITY_NAMED_IAM"],
    )
    return wait_for(cfn, STACK, "CREATE_COMPLETE")


def _update(cfn: Any, resources: dict[str, Any], ends: str, **more: Any) -> None:
    cfn.update_stack(StackName=STACK, TemplateBody=json.dumps({"Resources": resources}), **more)
    wait_for(cfn, STACK, ends)


def _failure(cfn: Any, status: str) -> str:
    """The reason of the first resource that failed so."""
    events = cfn.describe_stack_events(StackName=STACK)["StackEvents"]
    reasons = [
        event["ResourceStatusReason"]
        for event in reversed(events)
        if event["ResourceStatus"] == status and "ResourceStatusReason" in event
    ]
    return str(reasons[0])
