"""The machine's own credentials, asked for as botocore's own providers do, and what goes wrong."""

from __future__ import annotations

import http.client
import json
import urllib.error
import urllib.request
from typing import Any

import pytest
from botocore.credentials import ContainerProvider, InstanceMetadataProvider
from botocore.exceptions import CredentialRetrievalError
from botocore.utils import ContainerMetadataFetcher, InstanceMetadataFetcher

from helpers.admin import AdminClient, AdminError
from helpers.aws import Aws
from helpers.roles import EXTERNAL_ID, make_role, outcome, trust

ROLES = "/latest/meta-data/iam/security-credentials/"
TTL = {"X-aws-ec2-metadata-token-ttl-seconds": "60"}


def ask(aws: Aws, path: str, method: str = "GET", **headers: str) -> tuple[int, str]:
    """The status and body of an answer; header names with underscores for hyphens."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(aws.endpoint + path, headers=named, method=method)
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def token(aws: Aws) -> str:
    status, found = ask(aws, "/latest/api/token", "PUT", **TTL)
    assert status == 200
    return found


def instance_credentials(aws: Aws) -> Any:
    """What botocore finds on an instance; None if it finds nothing."""
    fetcher = InstanceMetadataFetcher(timeout=0.3, num_attempts=1, base_url=aws.endpoint + "/")
    return InstanceMetadataProvider(iam_role_fetcher=fetcher).load()


def caller(aws: Aws, credentials: Any) -> str:
    keys = {
        "AccessKeyId": credentials.access_key,
        "SecretAccessKey": credentials.secret_key,
        "SessionToken": credentials.token,
    }
    arn: str = aws.session("sts", keys).get_caller_identity()["Arn"]
    return arn


def test_an_instance_is_the_servers_role(aws: Aws) -> None:
    found = instance_credentials(aws)
    assert caller(aws, found) == (
        f"arn:aws:sts::{aws.home}:assumed-role/landfast-server/i-0a1b2c3d4e5f60718"
    )
    account = aws.linked[0]
    role_arn = make_role(aws, account, trust(aws, account))
    keys = {
        "AccessKeyId": found.access_key,
        "SecretAccessKey": found.secret_key,
        "SessionToken": found.token,
    }
    assert outcome(aws.session("sts", keys), role_arn, f"{EXTERNAL_ID}:{account}") == 200


def test_a_token_is_demanded(aws: Aws, admin: AdminClient) -> None:
    assert ask(aws, ROLES)[0] == 401
    good = token(aws)
    assert ask(aws, ROLES, X_aws_ec2_metadata_token=good) == (200, "landfast-server")
    assert ask(aws, ROLES, X_aws_ec2_metadata_token="made up")[0] == 401
    admin.post("/clock", advance_seconds=60)
    assert ask(aws, ROLES, X_aws_ec2_metadata_token=good)[0] == 401


def test_how_a_token_is_asked_for(aws: Aws) -> None:
    path = "/latest/api/token"
    assert ask(aws, path, "PUT")[0] == 400
    assert ask(aws, path, "PUT", X_aws_ec2_metadata_token_ttl_seconds="21601")[0] == 400
    assert ask(aws, path, "PUT", **TTL, X_Forwarded_For="10.0.0.1")[0] == 403
    assert ask(aws, path)[0] == 405


def test_the_document_is_that_of_aws(aws: Aws) -> None:
    _, text = ask(aws, ROLES + "landfast-server", X_aws_ec2_metadata_token=token(aws))
    assert set(json.loads(text)) == {
        "Code",
        "LastUpdated",
        "Type",
        "AccessKeyId",
        "SecretAccessKey",
        "Token",
        "Expiration",
    }
    _, text = ask(
        aws, "/latest/dynamic/instance-identity/document", X_aws_ec2_metadata_token=token(aws)
    )
    assert json.loads(text)["accountId"] == aws.home


def test_credentials_are_renewed_before_they_expire(aws: Aws, admin: AdminClient) -> None:
    first = instance_credentials(aws)
    assert instance_credentials(aws).access_key == first.access_key
    admin.post("/clock", advance_seconds=3301)
    second = instance_credentials(aws)
    assert second.access_key != first.access_key
    caller(aws, first)
    admin.post("/clock", advance_seconds=300)
    with pytest.raises(Exception, match="ExpiredToken"):
        caller(aws, first)
    caller(aws, second)


def test_the_hop_limit(aws: Aws, admin: AdminClient) -> None:
    admin.post("/machine", metadata="hop_limit")
    host = aws.endpoint.removeprefix("http://")
    connection = http.client.HTTPConnection(host, timeout=0.3)
    connection.request("PUT", "/latest/api/token", headers=TTL)
    with pytest.raises(TimeoutError):
        connection.getresponse()
    connection.close()
    assert ask(aws, ROLES)[0] == 401
    assert instance_credentials(aws) is None
    asked = admin.get("/machine")["requests"]
    assert {"method": "PUT", "path": "/latest/api/token", "status": None} in asked


@pytest.mark.parametrize(
    ("metadata", "of_token", "of_roles"),
    [
        ("v1_only", 405, 200),
        ("v1_and_v2", 200, 200),
        ("unauthorized", 200, 401),
        ("off", 403, 403),
    ],
)
def test_what_may_be_wrong_with_the_metadata_service(
    aws: Aws, admin: AdminClient, metadata: str, of_token: int, of_roles: int
) -> None:
    admin.post("/machine", metadata=metadata)
    assert ask(aws, "/latest/api/token", "PUT", **TTL)[0] == of_token
    assert ask(aws, ROLES)[0] == of_roles
    assert (instance_credentials(aws) is not None) == (of_roles == 200)


def test_a_machine_without_a_role(aws: Aws, admin: AdminClient) -> None:
    admin.post("/machine", role_arn=None)
    assert ask(aws, ROLES, X_aws_ec2_metadata_token=token(aws))[0] == 404
    status, _ = ask(aws, "/latest/meta-data/instance-id", X_aws_ec2_metadata_token=token(aws))
    assert status == 200
    assert instance_credentials(aws) is None


def test_a_machine_with_another_role(aws: Aws, admin: AdminClient) -> None:
    made = aws.root(aws.home, "iam").create_role(
        RoleName="other",
        AssumeRolePolicyDocument=json.dumps(trust(aws, aws.home)),
    )
    admin.post("/machine", role_arn=made["Role"]["Arn"])
    assert ":assumed-role/other/i-" in caller(aws, instance_credentials(aws))


def container_credentials(url: str, authorization: str | None = None) -> Any:
    """What botocore finds in a container."""
    environment = {"AWS_CONTAINER_CREDENTIALS_FULL_URI": url}
    if authorization is not None:
        environment["AWS_CONTAINER_AUTHORIZATION_TOKEN"] = authorization
    fetcher = ContainerMetadataFetcher(sleep=lambda _seconds: None)
    return ContainerProvider(environ=environment, fetcher=fetcher).load()


def test_a_task_of_ecs(aws: Aws) -> None:
    found = container_credentials(aws.about["container_credentials_url"])
    assert caller(aws, found).startswith(
        f"arn:aws:sts::{aws.home}:assumed-role/landfast-server/3f0c"
    )


def test_pod_identity_of_eks(aws: Aws) -> None:
    url, right = aws.about["pod_identity_url"], aws.about["pod_identity_token"]
    found = container_credentials(url, right)
    assert ":assumed-role/landfast-server/eks-" in caller(aws, found)
    with pytest.raises(CredentialRetrievalError):
        container_credentials(url, "wrong")


@pytest.mark.parametrize(("container", "status"), [("unauthorized", 401), ("off", 404)])
def test_what_may_be_wrong_with_a_containers_endpoint(
    aws: Aws, admin: AdminClient, container: str, status: int
) -> None:
    admin.post("/machine", container=container)
    path = aws.about["container_credentials_url"].removeprefix(aws.endpoint)
    assert ask(aws, path)[0] == status


def test_a_containers_endpoint_that_hangs(aws: Aws, admin: AdminClient) -> None:
    admin.post("/machine", container="hangs")
    url = aws.about["container_credentials_url"]
    with pytest.raises(TimeoutError):
        urllib.request.urlopen(url, timeout=0.3)


@pytest.mark.parametrize(
    "wrong",
    [
        {"metadata": "v3"},
        {"container": 1},
        {"typo": 1},
        {"role_arn": "arn:aws:iam::666677778888:role/x"},
        {"role_arn": "arn:aws:iam::111122223333:role/missing"},
    ],
    ids=str,
)
def test_what_a_machine_cannot_be(admin: AdminClient, wrong: dict[str, Any]) -> None:
    with pytest.raises(AdminError) as refusal:
        admin.post("/machine", **wrong)
    assert refusal.value.status == 400
    assert admin.get("/machine")["metadata"] == "v2"


def test_a_role_that_is_gone_gives_nothing(aws: Aws, admin: AdminClient) -> None:
    iam = aws.root(aws.home, "iam")
    made = iam.create_role(
        RoleName="short", AssumeRolePolicyDocument=json.dumps(trust(aws, aws.home))
    )
    admin.post("/machine", role_arn=made["Role"]["Arn"])
    iam.delete_role(RoleName="short")
    assert instance_credentials(aws) is None
