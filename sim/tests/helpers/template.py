"""A small API-access template, and stacks made of it."""

from __future__ import annotations

import json
import time
from typing import Any

from helpers.aws import Aws
from helpers.roles import EXTERNAL_ID

STACK_NAME = "landfast-api-access"
DONE_WITHIN_SECONDS = 10

TEMPLATE: dict[str, Any] = {
    "AWSTemplateFormatVersion": "2010-09-09",
    "Description": "Access for the tests",
    "Parameters": {
        "ExternalId": {
            "Type": "String",
            "Description": "Ties the role to one registration.",
            "AllowedPattern": "^lf-[a-z2-7]{26}$",
            "ConstraintDescription": "lf- and 26 letters",
        },
        "Principal": {"Type": "String", "Description": "The role that may enter."},
        "RoleName": {"Type": "String", "Default": "landfast-access"},
        "Remark": {"Type": "String", "Default": "none", "NoEcho": True},
    },
    "Resources": {
        "Role": {
            "Type": "AWS::IAM::Role",
            "Properties": {
                "Path": "/landfast/",
                "RoleName": {"Ref": "RoleName"},
                "AssumeRolePolicyDocument": {
                    "Version": "2012-10-17",
                    "Statement": [
                        {
                            "Effect": "Allow",
                            "Principal": {
                                "AWS": {
                                    "Fn::Sub": [
                                        "arn:${AWS::Partition}:iam::${Home}:root",
                                        {
                                            "Home": {
                                                "Fn::Select": [
                                                    4,
                                                    {"Fn::Split": [":", {"Ref": "Principal"}]},
                                                ]
                                            }
                                        },
                                    ]
                                }
                            },
                            "Action": "sts:AssumeRole",
                            "Condition": {
                                "StringEquals": {
                                    "sts:ExternalId": {"Fn::Sub": "${ExternalId}:${AWS::AccountId}"}
                                },
                                "ArnEquals": {"aws:PrincipalArn": {"Ref": "Principal"}},
                            },
                        }
                    ],
                },
                "Policies": [
                    {
                        "PolicyName": "organization",
                        "PolicyDocument": {
                            "Version": "2012-10-17",
                            "Statement": [
                                {
                                    "Effect": "Allow",
                                    "Action": [
                                        "organizations:DescribeOrganization",
                                        "organizations:ListAccounts",
                                    ],
                                    "Resource": "*",
                                }
                            ],
                        },
                    }
                ],
                "Tags": [{"Key": "landfast:template", "Value": "test"}],
            },
        }
    },
    "Outputs": {"RoleArn": {"Value": {"Fn::GetAtt": ["Role", "Arn"]}}},
}


def publish(aws: Aws, key: str = "api-access.json") -> str:
    """Put the template into the home account's bucket as the server; its path-style URL."""
    bucket = aws.about["template_bucket"]
    aws.server("s3").put_object(Bucket=bucket, Key=key, Body=json.dumps(TEMPLATE))
    return f"{aws.endpoint}/{bucket}/{key}"


def parameters(aws: Aws) -> list[dict[str, str]]:
    """The parameters a registration hands out."""
    return [
        {"ParameterKey": "ExternalId", "ParameterValue": EXTERNAL_ID},
        {"ParameterKey": "Principal", "ParameterValue": aws.server_role_arn},
    ]


def wait_for(cloudformation: Any, stack: str, *statuses: str) -> dict[str, Any]:
    """The stack once it has one of the statuses; fails when another one is final first."""
    deadline = time.monotonic() + DONE_WITHIN_SECONDS
    while True:
        found: dict[str, Any] = cloudformation.describe_stacks(StackName=stack)["Stacks"][0]
        if found["StackStatus"] in statuses:
            return found
        assert found["StackStatus"].endswith("_IN_PROGRESS"), found
        assert time.monotonic() < deadline, found
        time.sleep(0.02)
