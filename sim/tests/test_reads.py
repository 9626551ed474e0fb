"""The read calls that Landfast's checks try: their shapes, and that the role's policy decides."""

from __future__ import annotations

import json
import urllib.request
from typing import Any

import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from botocore.exceptions import ClientError

from helpers.aws import REGION, Aws, code
from helpers.roles import ROLE_NAME, allow, enter, policy
from helpers.shapes import misfits

PERIOD = {"Start": "2024-01-30", "End": "2024-02-02"}
PLAN = {
    "SavingsPlansType": "COMPUTE_SP",
    "TermInYears": "ONE_YEAR",
    "PaymentOption": "NO_UPFRONT",
    "LookbackPeriodInDays": "SEVEN_DAYS",
}
COSTS = {"TimePeriod": PERIOD, "Granularity": "DAILY", "Metrics": ["UnblendedCost"]}

# Service, operation, arguments, the actions that AWS authorizes.
READS: list[tuple[str, str, dict[str, Any], list[str]]] = [
    ("ce", "get_cost_and_usage", COSTS, ["ce:GetCostAndUsage"]),
    (
        "ce",
        "get_dimension_values",
        {"TimePeriod": PERIOD, "Dimension": "SERVICE"},
        ["ce:GetDimensionValues"],
    ),
    ("ce", "get_tags", {"TimePeriod": PERIOD}, ["ce:GetTags"]),
    ("ce", "list_cost_allocation_tags", {}, ["ce:ListCostAllocationTags"]),
    ("ce", "get_reservation_coverage", {"TimePeriod": PERIOD}, ["ce:GetReservationCoverage"]),
    ("ce", "get_reservation_utilization", {"TimePeriod": PERIOD}, ["ce:GetReservationUtilization"]),
    (
        "ce",
        "get_reservation_purchase_recommendation",
        {"Service": "Amazon Elastic Compute Cloud - Compute"},
        ["ce:GetReservationPurchaseRecommendation"],
    ),
    (
        "ce",
        "get_rightsizing_recommendation",
        {"Service": "AmazonEC2"},
        ["ce:GetRightsizingRecommendation"],
    ),
    ("ce", "get_savings_plans_coverage", {"TimePeriod": PERIOD}, ["ce:GetSavingsPlansCoverage"]),
    (
        "ce",
        "get_savings_plans_utilization",
        {"TimePeriod": PERIOD},
        ["ce:GetSavingsPlansUtilization"],
    ),
    (
        "ce",
        "get_savings_plans_purchase_recommendation",
        PLAN,
        ["ce:GetSavingsPlansPurchaseRecommendation"],
    ),
    ("cur", "describe_report_definitions", {}, ["cur:DescribeReportDefinitions"]),
    ("bcm-data-exports", "list_exports", {}, ["bcm-data-exports:ListExports"]),
    ("bcm-data-exports", "list_tables", {}, ["bcm-data-exports:ListTables"]),
    (
        "cost-optimization-hub",
        "list_recommendations",
        {},
        ["cost-optimization-hub:ListRecommendations"],
    ),
    (
        "cost-optimization-hub",
        "list_recommendation_summaries",
        {"groupBy": "AccountId"},
        ["cost-optimization-hub:ListRecommendationSummaries"],
    ),
    (
        "cost-optimization-hub",
        "list_enrollment_statuses",
        {},
        ["cost-optimization-hub:ListEnrollmentStatuses"],
    ),
    ("cost-optimization-hub", "get_preferences", {}, ["cost-optimization-hub:GetPreferences"]),
    ("compute-optimizer", "get_enrollment_status", {}, ["compute-optimizer:GetEnrollmentStatus"]),
    (
        "compute-optimizer",
        "get_recommendation_summaries",
        {},
        ["compute-optimizer:GetRecommendationSummaries"],
    ),
    (
        "compute-optimizer",
        "get_ec2_instance_recommendations",
        {},
        ["compute-optimizer:GetEC2InstanceRecommendations", "ec2:DescribeInstances"],
    ),
    (
        "compute-optimizer",
        "get_rds_database_recommendations",
        {},
        [
            "compute-optimizer:GetRDSDatabaseRecommendations",
            "rds:DescribeDBClusters",
            "rds:DescribeDBInstances",
        ],
    ),
    ("resourcegroupstaggingapi", "get_resources", {}, ["tag:GetResources"]),
    ("resourcegroupstaggingapi", "get_tag_keys", {}, ["tag:GetTagKeys"]),
    ("resourcegroupstaggingapi", "get_tag_values", {"Key": "team"}, ["tag:GetTagValues"]),
    ("savingsplans", "describe_savings_plans", {}, ["savingsplans:DescribeSavingsPlans"]),
    ("budgets", "describe_budgets", {"AccountId": "{payer}"}, ["budgets:ViewBudget"]),
]


def filled(aws: Aws, arguments: dict[str, Any]) -> dict[str, Any]:
    return {k: aws.payer if v == "{payer}" else v for k, v in arguments.items()}


@pytest.mark.parametrize(("service", "operation", "arguments", "actions"), READS, ids=str)
def test_the_roles_policy_decides_and_the_answer_fits(
    aws: Aws, service: str, operation: str, arguments: dict[str, Any], actions: list[str]
) -> None:
    client = aws.session(service, enter(aws, aws.payer, allow(*actions)))
    answer = getattr(client, operation)(**filled(aws, arguments))
    assert misfits(client, operation, answer) == []
    iam = aws.root(aws.payer, "iam")
    for missing in actions:
        rest = [action for action in actions if action != missing] or ["sts:GetCallerIdentity"]
        iam.put_role_policy(
            RoleName=ROLE_NAME, PolicyName="reads", PolicyDocument=policy(allow(*rest))
        )
        with pytest.raises(ClientError) as refusal:
            getattr(client, operation)(**filled(aws, arguments))
        assert code(refusal.value)[1] == "AccessDeniedException"
        assert f"not authorized to perform: {missing}" in str(refusal.value)


@pytest.mark.parametrize(("service", "operation", "arguments", "actions"), READS, ids=str)
def test_a_resource_elsewhere_allows_nothing(
    aws: Aws, service: str, operation: str, arguments: dict[str, Any], actions: list[str]
) -> None:
    elsewhere = f"arn:aws:s3:::elsewhere-{aws.payer}"
    client = aws.session(service, enter(aws, aws.payer, allow(*actions, resource=elsewhere)))
    with pytest.raises(ClientError) as refusal:
        getattr(client, operation)(**filled(aws, arguments))
    assert code(refusal.value)[1] == "AccessDeniedException"


def test_costs_by_account_and_service_are_the_same_in_every_run(aws: Aws) -> None:
    group = [{"Type": "DIMENSION", "Key": key} for key in ("LINKED_ACCOUNT", "SERVICE")]
    ce = aws.root(aws.payer, "ce")
    by_day = ce.get_cost_and_usage(**COSTS, GroupBy=group)["ResultsByTime"]
    assert [day["TimePeriod"]["Start"] for day in by_day] == [
        "2024-01-30",
        "2024-01-31",
        "2024-02-01",
    ]
    assert {group["Keys"][0] for group in by_day[0]["Groups"]} == {aws.payer, *aws.linked}
    by_month = ce.get_cost_and_usage(**{**COSTS, "Granularity": "MONTHLY"})["ResultsByTime"]
    assert [month["TimePeriod"] for month in by_month] == [
        {"Start": "2024-01-30", "End": "2024-02-01"},
        {"Start": "2024-02-01", "End": "2024-02-02"},
    ]
    total = sum(
        float(group["Metrics"]["UnblendedCost"]["Amount"])
        for day in by_day
        for group in day["Groups"]
    )
    monthly = [float(month["Total"]["UnblendedCost"]["Amount"]) for month in by_month]
    assert sum(monthly) == pytest.approx(total)
    one = aws.root(aws.linked[0], "ce").get_cost_and_usage(**COSTS, GroupBy=group)
    keys = [group["Keys"] for group in one["ResultsByTime"][0]["Groups"]]
    assert {account for account, _service in keys} == {aws.linked[0]}


def test_what_cost_explorer_cannot_read_is_refused(aws: Aws) -> None:
    ce = aws.root(aws.payer, "ce")
    backwards = {"Start": "2024-02-02", "End": "2024-02-02"}
    with pytest.raises(ClientError) as refusal:
        ce.get_tags(TimePeriod=backwards)
    assert code(refusal.value) == (400, "ValidationException")


def test_lists_come_in_pages(aws: Aws) -> None:
    hub = aws.root(aws.payer, "cost-optimization-hub")
    pages = hub.get_paginator("list_enrollment_statuses").paginate(
        includeOrganizationInfo=True, PaginationConfig={"PageSize": 3}
    )
    found = [item["accountId"] for page in pages for item in page["items"]]
    assert found == sorted([aws.payer, *aws.linked])
    with pytest.raises(ClientError) as refusal:
        hub.list_enrollment_statuses(nextToken="made up")
    assert code(refusal.value) == (400, "ValidationException")


def test_one_recommendation(aws: Aws) -> None:
    hub = aws.root(aws.payer, "cost-optimization-hub")
    listed = hub.list_recommendations()["items"][0]
    answer = hub.get_recommendation(recommendationId=listed["recommendationId"])
    assert misfits(hub, "get_recommendation", answer) == []
    assert answer["resourceArn"] == listed["resourceArn"]
    with pytest.raises(ClientError) as refusal:
        hub.get_recommendation(recommendationId="none")
    assert code(refusal.value) == (400, "ResourceNotFoundException")


@pytest.mark.parametrize("service", ["cur", "cost-optimization-hub"])
def test_services_that_aws_has_in_one_region(aws: Aws, service: str) -> None:
    calls = {"cur": "describe_report_definitions", "cost-optimization-hub": "list_recommendations"}
    elsewhere = aws.root(aws.payer, service, "eu-west-1")
    with pytest.raises(ClientError) as refusal:
        getattr(elsewhere, calls[service])()
    assert code(refusal.value) == (400, "InvalidSignatureException")


def test_compute_optimizer_answers_who_opted_in(aws: Aws) -> None:
    assert _enrollment(aws, aws.payer) == ("Active", True)
    assert _enrollment(aws, aws.standalone) == ("Active", False)
    assert _enrollment(aws, aws.linked[0]) == ("Inactive", False)
    with pytest.raises(ClientError) as refusal:
        aws.root(aws.linked[0], "compute-optimizer").get_recommendation_summaries()
    assert code(refusal.value) == (403, "OptInRequiredException")


def test_compute_optimizer_speaks_json_too(aws: Aws) -> None:
    body = "{}"
    target = "ComputeOptimizerService.GetEnrollmentStatus"
    headers = {"content-type": "application/x-amz-json-1.0", "x-amz-target": target}
    request = AWSRequest("POST", aws.endpoint + "/", data=body, headers=headers)
    SigV4Auth(Credentials(aws.payer, "test"), "compute-optimizer", REGION).add_auth(request)
    plain = urllib.request.Request(
        aws.endpoint + "/", body.encode(), dict(request.headers), method="POST"
    )
    with urllib.request.urlopen(plain, timeout=10) as answer:
        found = json.load(answer)
    assert found["status"] == "Active"
    assert isinstance(found["lastUpdatedTimestamp"], (int, float))


def test_support_wants_a_plan(aws: Aws) -> None:
    with pytest.raises(ClientError) as refusal:
        aws.root(aws.payer, "support").describe_trusted_advisor_checks(language="en")
    assert code(refusal.value) == (400, "SubscriptionRequiredException")


def _enrollment(aws: Aws, account: str) -> tuple[str, bool]:
    answer = aws.root(account, "compute-optimizer").get_enrollment_status()
    return answer["status"], answer["memberAccountsEnrolled"]
