"""CloudFormation from a template in another account's bucket."""

from __future__ import annotations

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from helpers.admin import AdminClient
from helpers.aws import REGION, Aws, code
from helpers.roles import EXTERNAL_ID, assume, outcome
from helpers.template import STACK_NAME, TEMPLATE, parameters, publish, wait_for


def test_a_stack_gives_access_and_takes_it_away(aws: Aws) -> None:
    account = aws.payer
    cfn = aws.root(account, "cloudformation")
    _create(aws, cfn, publish(aws))
    stack = wait_for(cfn, STACK_NAME, "CREATE_COMPLETE")
    role_arn = stack["Outputs"][0]["OutputValue"]
    assert role_arn == f"arn:aws:iam::{account}:role/landfast/landfast-access"
    right_id = f"{EXTERNAL_ID}:{account}"
    answer = assume(aws.server("sts"), role_arn, right_id)
    organizations = aws.session("organizations", answer["Credentials"])
    assert len(organizations.list_accounts()["Accounts"]) == 7
    with pytest.raises(ClientError) as refusal:
        organizations.list_roots()
    assert code(refusal.value)[1] == "AccessDeniedException"
    tags = aws.root(account, "iam").get_role(RoleName="landfast-access")["Role"]["Tags"]
    assert {"Key": "landfast:template", "Value": "test"} in tags
    cfn.delete_stack(StackName=STACK_NAME)
    wait_for(cfn, stack["StackId"], "DELETE_COMPLETE")
    assert outcome(aws.server("sts"), role_arn, right_id) == (403, "AccessDenied")


def test_an_update_changes_the_trust(aws: Aws) -> None:
    account = aws.linked[0]
    cfn = aws.root(account, "cloudformation")
    _create(aws, cfn, publish(aws))
    stack = wait_for(cfn, STACK_NAME, "CREATE_COMPLETE")
    rotated = "lf-" + "b" * 26
    cfn.update_stack(
        StackName=STACK_NAME,
        UsePreviousTemplate=True,
        Capabilities=["CAPABILITY_NAMED_IAM"],
        Parameters=[
            {"ParameterKey": "ExternalId", "ParameterValue": rotated},
            {"ParameterKey": "Principal", "UsePreviousValue": True},
        ],
    )
    wait_for(cfn, STACK_NAME, "UPDATE_COMPLETE")
    role_arn = stack["Outputs"][0]["OutputValue"]
    assert outcome(aws.server("sts"), role_arn, f"{rotated}:{account}") == 200
    assert outcome(aws.server("sts"), role_arn, f"{EXTERNAL_ID}:{account}") == (403, "AccessDenied")


def test_a_new_stacks_role_is_invisible_for_a_while(aws: Aws, admin: AdminClient) -> None:
    account = aws.linked[0]
    admin.post("/settings", role_delay_seconds=8)
    cfn = aws.root(account, "cloudformation")
    _create(aws, cfn, publish(aws))
    role_arn = wait_for(cfn, STACK_NAME, "CREATE_COMPLETE")["Outputs"][0]["OutputValue"]
    right_id = f"{EXTERNAL_ID}:{account}"
    assert outcome(aws.server("sts"), role_arn, right_id) == (403, "AccessDenied")
    admin.post("/clock", advance_seconds=8)
    assert outcome(aws.server("sts"), role_arn, right_id) == 200


def test_every_style_of_template_url(aws: Aws) -> None:
    publish(aws, "v1/api access.json")
    bucket, key = aws.about["template_bucket"], "v1/api%20access.json"
    cfn = aws.root(aws.standalone, "cloudformation")
    port = aws.endpoint.rpartition(":")[2]
    for url in (
        f"{aws.endpoint}/{bucket}/{key}",
        f"http://localhost:{port}/{bucket}/{key}",
        f"http://{bucket}.localhost:{port}/{key}",
        f"https://{bucket}.s3.amazonaws.com/{key}",
        f"https://{bucket}.s3.{REGION}.amazonaws.com/{key}",
        f"https://{bucket}.s3-eu-west-1.amazonaws.com/{key}",
        f"https://s3.amazonaws.com/{bucket}/{key}",
        f"https://s3.{REGION}.amazonaws.com/{bucket}/{key}?X-Amz-Expires=60",
    ):
        found = cfn.validate_template(TemplateURL=url)
        assert found["Description"] == TEMPLATE["Description"], url


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("{endpoint}/{bucket}/missing.json", "S3 error: The specified key does not exist."),
        ("{endpoint}/no-such-bucket/x.json", "S3 error: The specified bucket does not exist"),
        ("https://example.com/", "TemplateURL must be a supported URL."),
        ("ftp://{bucket}.s3.amazonaws.com/x", "TemplateURL must be a supported URL."),
    ],
)
def test_templates_that_are_not_there(aws: Aws, url: str, expected: str) -> None:
    filled = url.format(endpoint=aws.endpoint, bucket=aws.about["template_bucket"])
    message = _validation_error(aws.root(aws.linked[0], "cloudformation"), filled)
    assert message.startswith(expected)


def test_a_private_template_is_denied_until_its_bucket_lets_the_account_in(aws: Aws) -> None:
    s3 = aws.root(aws.stranger, "s3")
    s3.create_bucket(Bucket="private-templates")
    s3.put_object(Bucket="private-templates", Key="t.json", Body=json.dumps(TEMPLATE))
    url = f"{aws.endpoint}/private-templates/t.json"
    reader, other = (aws.root(a, "cloudformation") for a in aws.linked[:2])
    assert _validation_error(reader, url).startswith("S3 error: Access Denied")
    statement = {
        "Effect": "Allow",
        "Principal": {"AWS": f"arn:aws:iam::{aws.linked[0]}:root"},
        "Action": "s3:GetObject",
        "Resource": "arn:aws:s3:::private-templates/*",
    }
    policy = {"Version": "2012-10-17", "Statement": [statement]}
    s3.put_bucket_policy(Bucket="private-templates", Policy=json.dumps(policy))
    assert reader.validate_template(TemplateURL=url)["Description"] == TEMPLATE["Description"]
    assert _validation_error(other, url).startswith("S3 error: Access Denied")


def test_named_iam_has_to_be_acknowledged(aws: Aws) -> None:
    cfn = aws.root(aws.linked[0], "cloudformation")
    with pytest.raises(ClientError) as refusal:
        _create(aws, cfn, publish(aws), Capabilities=[])
    assert code(refusal.value) == (400, "InsufficientCapabilitiesException")


def test_an_edited_parameter_is_refused(aws: Aws) -> None:
    cfn = aws.root(aws.linked[0], "cloudformation")
    edited = [{**p, "ParameterValue": "edited"} for p in parameters(aws)]
    with pytest.raises(ClientError) as refusal:
        _create(aws, cfn, publish(aws), Parameters=edited)
    assert code(refusal.value) == (400, "ValidationError")


def test_a_stack_with_an_impossible_principal_rolls_back(aws: Aws) -> None:
    cfn = aws.root(aws.linked[0], "cloudformation")
    edited = [parameters(aws)[0], {"ParameterKey": "Principal", "ParameterValue": "a:a:a:a:12:a"}]
    _create(aws, cfn, publish(aws), Parameters=edited)
    wait_for(cfn, STACK_NAME, "ROLLBACK_COMPLETE")
    events = cfn.describe_stack_events(StackName=STACK_NAME)["StackEvents"]
    reasons = [event.get("ResourceStatusReason", "") for event in events]
    assert any("Invalid principal in policy" in reason for reason in reasons)


def test_a_second_stack_of_the_same_name_is_refused_but_not_in_another_region(aws: Aws) -> None:
    url = publish(aws)
    cfn = aws.root(aws.linked[0], "cloudformation")
    _create(aws, cfn, url)
    wait_for(cfn, STACK_NAME, "CREATE_COMPLETE")
    with pytest.raises(ClientError) as refusal:
        _create(aws, cfn, url)
    assert code(refusal.value) == (400, "AlreadyExistsException")
    elsewhere = aws.root(aws.linked[0], "cloudformation", "eu-west-1")
    _create(aws, elsewhere, url)
    # The role's name is taken: roles are global, as in AWS.
    wait_for(elsewhere, STACK_NAME, "ROLLBACK_COMPLETE")


def test_a_permissions_boundary_limits_the_role(aws: Aws) -> None:
    account = aws.payer
    iam = aws.root(account, "iam")
    allowed = {"Effect": "Allow", "Action": "organizations:Describe*", "Resource": "*"}
    document = json.dumps({"Version": "2012-10-17", "Statement": [allowed]})
    boundary = iam.create_policy(PolicyName="boundary", PolicyDocument=document)["Policy"]["Arn"]
    template = json.loads(json.dumps(TEMPLATE))
    template["Resources"]["Role"]["Properties"]["PermissionsBoundary"] = boundary
    cfn = aws.root(account, "cloudformation")
    cfn.create_stack(
        StackName=STACK_NAME,
        TemplateBody=json.dumps(template),
        Parameters=parameters(aws),
        Capabilities=["CAPABILITY_NAMED_IAM"],
    )
    role_arn = wait_for(cfn, STACK_NAME, "CREATE_COMPLETE")["Outputs"][0]["OutputValue"]
    answer = assume(aws.server("sts"), role_arn, f"{EXTERNAL_ID}:{account}")
    organizations = aws.session("organizations", answer["Credentials"])
    organizations.describe_organization()
    with pytest.raises(ClientError) as refusal:
        organizations.list_accounts()
    assert code(refusal.value)[1] == "AccessDeniedException"


def test_a_stack_takes_its_time_when_asked_to(aws: Aws, admin: AdminClient) -> None:
    admin.post("/settings", stack_seconds=0.3)
    cfn = aws.root(aws.linked[0], "cloudformation")
    _create(aws, cfn, publish(aws))
    assert _status(cfn, STACK_NAME) == "CREATE_IN_PROGRESS"
    stack_id = wait_for(cfn, STACK_NAME, "CREATE_COMPLETE")["StackId"]
    changed = [
        parameters(aws)[0],
        {"ParameterKey": "Principal", "ParameterValue": f"x:x:x:x:{aws.stranger}:x"},
    ]
    cfn.update_stack(
        StackName=STACK_NAME,
        UsePreviousTemplate=True,
        Parameters=changed,
        Capabilities=["CAPABILITY_NAMED_IAM"],
    )
    assert _status(cfn, STACK_NAME) == "UPDATE_IN_PROGRESS"
    wait_for(cfn, STACK_NAME, "UPDATE_COMPLETE")
    cfn.delete_stack(StackName=STACK_NAME)
    assert _status(cfn, stack_id) == "DELETE_IN_PROGRESS"
    wait_for(cfn, stack_id, "DELETE_COMPLETE")


def test_a_stack_deleted_while_it_is_made_leaves_nothing(aws: Aws, admin: AdminClient) -> None:
    admin.post("/settings", stack_seconds=0.3)
    account = aws.linked[0]
    cfn = aws.root(account, "cloudformation")
    _create(aws, cfn, publish(aws))
    stack_id = cfn.describe_stacks(StackName=STACK_NAME)["Stacks"][0]["StackId"]
    cfn.delete_stack(StackName=STACK_NAME)
    wait_for(cfn, stack_id, "DELETE_COMPLETE")
    roles = [role["RoleName"] for role in aws.root(account, "iam").list_roles()["Roles"]]
    assert "landfast-access" not in roles


def test_a_stack_in_progress_does_not_outlive_a_reset(aws: Aws, admin: AdminClient) -> None:
    admin.post("/settings", stack_seconds=0.2)
    account = aws.linked[0]
    cfn = aws.root(account, "cloudformation")
    _create(aws, cfn, publish(aws))
    admin.post("/reset")
    admin.post("/settings", stack_seconds=0.3)
    cfn.create_stack(StackName="later", TemplateBody=json.dumps(_TOPIC))
    wait_for(cfn, "later", "CREATE_COMPLETE")  # by then the first one would have made its role
    roles = [role["RoleName"] for role in aws.root(account, "iam").list_roles()["Roles"]]
    assert "landfast-access" not in roles


_TOPIC = {"Resources": {"Topic": {"Type": "AWS::SNS::Topic"}}}


def _create(aws: Aws, cfn: Any, url: str, **changes: Any) -> None:
    arguments = {
        "StackName": STACK_NAME,
        "TemplateURL": url,
        "Parameters": parameters(aws),
        "Capabilities": ["CAPABILITY_NAMED_IAM"],
        **changes,
    }
    cfn.create_stack(**arguments)


def _status(cfn: Any, stack: str) -> str:
    status: str = cfn.describe_stacks(StackName=stack)["Stacks"][0]["StackStatus"]
    return status


def _validation_error(cfn: Any, url: str) -> str:
    with pytest.raises(ClientError) as refusal:
        cfn.validate_template(TemplateURL=url)
    assert code(refusal.value) == (400, "ValidationError")
    message: str = refusal.value.response["Error"]["Message"]
    return message
