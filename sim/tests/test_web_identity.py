"""AssumeRoleWithWebIdentity: only a verified token of a known provider, and what the trust says."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError

from helpers.admin import AdminClient, AdminError
from helpers.aws import Aws, code
from helpers.issuer import AUDIENCE, SUBJECT, EcKey, Issuer, RsaKey, serving
from helpers.roles import ROLE_NAME, allow, make_role, policy
from helpers.shapes import misfits
from helpers.template import wait_for

INVALID = (400, "InvalidIdentityToken")
DENIED = (403, "AccessDenied")


@pytest.fixture(scope="module")
def served() -> Iterator[Issuer]:
    with serving() as issuer:
        yield issuer


@pytest.fixture
def issuer(aws: Aws, admin: AdminClient, served: Issuer) -> Issuer:
    """An issuer that is allowed to be http, and a role in an account that trusts it."""
    admin.post("/settings", http_issuers=True)
    served.status = 200
    served.url = served.address
    served.published = [served.key.jwk()]
    provide(aws, served.url)
    make_role(aws, aws.standalone, federated(aws, served.url))
    return served


def provide(aws: Aws, url: str, *client_ids: str) -> str:
    iam = aws.root(aws.standalone, "iam")
    made = iam.create_open_id_connect_provider(Url=url, ClientIDList=list(client_ids) or [AUDIENCE])
    return str(made["OpenIDConnectProviderArn"])


def federated(aws: Aws, url: str, **condition: str) -> dict[str, Any]:
    host = url.partition("://")[2]
    equals = condition or {f"{host}:sub": SUBJECT, f"{host}:aud": AUDIENCE}
    statement = {
        "Effect": "Allow",
        "Principal": {"Federated": f"arn:aws:iam::{aws.standalone}:oidc-provider/{host}"},
        "Action": "sts:AssumeRoleWithWebIdentity",
        "Condition": {"StringEquals": equals},
    }
    return {"Version": "2012-10-17", "Statement": [statement]}


def role_arn(aws: Aws, name: str = ROLE_NAME) -> str:
    return f"arn:aws:iam::{aws.standalone}:role/landfast/{name}"


def enter(aws: Aws, token: str, **more: Any) -> Any:
    """The answer to a caller who has nothing but the token."""
    arguments = {"RoleArn": role_arn(aws), "RoleSessionName": "reg_1", **more}
    return aws.nobody("sts").assume_role_with_web_identity(WebIdentityToken=token, **arguments)


def refused(aws: Aws, token: str, **more: Any) -> tuple[int, str]:
    with pytest.raises(ClientError) as refusal:
        enter(aws, token, **more)
    return code(refusal.value)


@pytest.mark.parametrize("kind", [RsaKey, EcKey])
def test_a_good_token(aws: Aws, issuer: Issuer, kind: type[RsaKey | EcKey]) -> None:
    issuer.key = kind("two")
    issuer.published = [RsaKey("other").jwk(), issuer.key.jwk()]
    aws.root(aws.standalone, "iam").put_role_policy(
        RoleName=ROLE_NAME, PolicyName="reads", PolicyDocument=policy(allow("iam:ListRoles"))
    )
    answer = enter(aws, issuer.token())
    assert misfits(aws.nobody("sts"), "assume_role_with_web_identity", answer) == []
    assert answer["SubjectFromWebIdentityToken"] == SUBJECT
    assert answer["Audience"] == AUDIENCE
    session = aws.session("sts", answer["Credentials"]).get_caller_identity()["Arn"]
    assert session == f"arn:aws:sts::{aws.standalone}:assumed-role/{ROLE_NAME}/reg_1"
    iam = aws.session("iam", answer["Credentials"])
    iam.list_roles()
    with pytest.raises(ClientError):
        iam.list_users()


def test_another_subject_or_audience(aws: Aws, issuer: Issuer) -> None:
    assert refused(aws, issuer.token(sub="installation:2")) == DENIED
    assert refused(aws, issuer.token(aud="other")) == INVALID
    arn = f"arn:aws:iam::{aws.standalone}:oidc-provider/{issuer.url.partition('://')[2]}"
    iam = aws.root(aws.standalone, "iam")
    iam.add_client_id_to_open_id_connect_provider(OpenIDConnectProviderArn=arn, ClientID="other")
    assert refused(aws, issuer.token(aud="other")) == DENIED
    assert refused(aws, issuer.token(azp="other")) == DENIED  # AWS goes by the authorized party
    enter(aws, issuer.token(aud=["unknown", AUDIENCE]))


def test_who_is_denied_learns_nothing_of_the_role(aws: Aws, issuer: Issuer) -> None:
    denials = set()
    for arn in (role_arn(aws, "missing"), role_arn(aws)):
        with pytest.raises(ClientError) as refusal:
            enter(aws, issuer.token(sub="x"), RoleArn=arn)
        denials.add(str(refusal.value))
    assert len(denials) == 1


def test_times(aws: Aws, admin: AdminClient, issuer: Issuer) -> None:
    now = int(time.time())
    assert refused(aws, issuer.token(exp=now - 1)) == (400, "ExpiredTokenException")
    assert refused(aws, issuer.token(nbf=now + 900)) == INVALID
    assert refused(aws, issuer.token(iat=now + 900)) == INVALID
    assert refused(aws, issuer.token(exp="soon")) == INVALID
    token = issuer.token()
    enter(aws, token)
    admin.post("/clock", advance_seconds=300)
    assert refused(aws, token) == (400, "ExpiredTokenException")


@pytest.mark.parametrize("claim", ["iss", "sub", "aud", "exp", "iat"])
def test_a_claim_that_is_missing(aws: Aws, issuer: Issuer, claim: str) -> None:
    assert refused(aws, issuer.token(**{claim: None})) == INVALID


def test_signatures(aws: Aws, issuer: Issuer) -> None:
    token = issuer.token()
    head, claims, signature = token.split(".")
    flipped = "B" if signature[0] == "A" else "A"
    assert refused(aws, f"{head}.{claims}.{flipped}{signature[1:]}") == INVALID
    assert refused(aws, f"{head}.{claims}.") == INVALID
    assert refused(aws, "not a token") == INVALID
    assert refused(aws, issuer.token(header={"alg": "none"})) == INVALID
    assert refused(aws, issuer.token(header={"kid": "unknown"})) == INVALID
    issuer.published = [RsaKey(issuer.key.kid).jwk()]
    assert refused(aws, token) == INVALID
    issuer.published = []
    assert refused(aws, token) == INVALID


def test_keys_are_rotated(aws: Aws, issuer: Issuer) -> None:
    old = issuer.token()
    issuer.key = EcKey("three")
    issuer.published.append(issuer.key.jwk())
    enter(aws, old)
    enter(aws, issuer.token())
    issuer.published = [issuer.key.jwk()]
    assert refused(aws, old) == INVALID
    enter(aws, issuer.token())


def test_an_issuer_in_trouble(aws: Aws, issuer: Issuer) -> None:
    issuer.status = 503
    assert refused(aws, issuer.token()) == (400, "IDPCommunicationError")
    issuer.status = 404
    assert refused(aws, issuer.token()) == INVALID
    provide(aws, "http://127.0.0.1:9")  # the port "discard": nobody listens there
    token = issuer.token(iss="http://127.0.0.1:9")
    assert refused(aws, token) == (400, "IDPCommunicationError")


def test_a_provider_of_another_account_or_none(aws: Aws, issuer: Issuer) -> None:
    elsewhere = f"arn:aws:iam::{aws.stranger}:role/landfast/{ROLE_NAME}"
    assert refused(aws, issuer.token(), RoleArn=elsewhere) == INVALID
    assert refused(aws, issuer.token(iss="https://unknown.example.com")) == INVALID


def test_an_https_issuer_that_is_served_here(aws: Aws, admin: AdminClient, issuer: Issuer) -> None:
    url = "https://id.example.com/landfast"
    admin.post("/oidc-issuers", issuer=url, fetch_from=issuer.address)
    issuer.url = url
    provide(aws, url)
    iam = aws.root(aws.standalone, "iam")
    iam.update_assume_role_policy(
        RoleName=ROLE_NAME, PolicyDocument=json.dumps(federated(aws, url))
    )
    enter(aws, issuer.token())
    issuer.url = issuer.address


def test_http_is_refused_unless_asked_for(aws: Aws, admin: AdminClient) -> None:
    for url in ("http://127.0.0.1:4000", "http://id.example.com", "https://x.example?a=b", "x"):
        with pytest.raises(ClientError) as refusal:
            provide(aws, url)
        assert code(refusal.value) == (400, "InvalidInput")
    admin.post("/settings", http_issuers=True)
    with pytest.raises(ClientError):
        provide(aws, "http://id.example.com")
    with pytest.raises(AdminError):
        admin.post("/oidc-issuers", issuer="https://id.example.com", fetch_from="http://other")


def test_session_length_and_policy(aws: Aws, issuer: Issuer) -> None:
    assert refused(aws, issuer.token(), DurationSeconds=7200) == (400, "ValidationError")
    aws.root(aws.standalone, "iam").put_role_policy(
        RoleName=ROLE_NAME, PolicyName="reads", PolicyDocument=policy(allow("iam:*"))
    )
    narrow = enter(aws, issuer.token(), Policy=policy(allow("iam:ListUsers")))
    iam = aws.session("iam", narrow["Credentials"])
    iam.list_users()
    with pytest.raises(ClientError) as refusal:
        iam.list_roles()
    assert "because no session policy allows" in str(refusal.value)


def test_a_provider_reads_back_as_in_aws(aws: Aws) -> None:
    iam = aws.root(aws.standalone, "iam")
    arn = provide(aws, "https://id.example.com/x", "one", "two")
    assert arn == f"arn:aws:iam::{aws.standalone}:oidc-provider/id.example.com/x"
    found = iam.get_open_id_connect_provider(OpenIDConnectProviderArn=arn)
    assert misfits(iam, "get_open_id_connect_provider", found) == []
    assert (found["Url"], found["ClientIDList"]) == ("id.example.com/x", ["one", "two"])
    listed = iam.list_open_id_connect_providers()
    assert misfits(iam, "list_open_id_connect_providers", listed) == []
    iam.delete_open_id_connect_provider(OpenIDConnectProviderArn=arn)
    with pytest.raises(ClientError) as refusal:
        iam.get_open_id_connect_provider(OpenIDConnectProviderArn=arn)
    assert code(refusal.value) == (404, "NoSuchEntity")


def test_a_stack_makes_the_provider_and_the_role(aws: Aws, issuer: Issuer) -> None:
    iam = aws.root(aws.standalone, "iam")
    arn = iam.list_open_id_connect_providers()["OpenIDConnectProviderList"][0]["Arn"]
    iam.delete_open_id_connect_provider(OpenIDConnectProviderArn=arn)
    trust = federated(aws, issuer.url)
    trust["Statement"][0]["Principal"]["Federated"] = {"Ref": "Provider"}
    template = {
        "Parameters": {"Audience": {"Type": "String", "Default": AUDIENCE}},
        "Resources": {
            "Provider": {
                "Type": "AWS::IAM::OIDCProvider",
                "Properties": {"Url": issuer.url, "ClientIdList": [{"Ref": "Audience"}]},
            },
            "Role": {
                "Type": "AWS::IAM::Role",
                "Properties": {
                    "RoleName": "landfast-oidc",
                    "Path": "/landfast/",
                    "AssumeRolePolicyDocument": trust,
                },
            },
        },
        "Outputs": {"Provider": {"Value": {"Fn::GetAtt": ["Provider", "Arn"]}}},
    }
    cfn = aws.root(aws.standalone, "cloudformation")
    named = ["CAPABILITY_NAMED_IAM"]
    cfn.create_stack(StackName="oidc", TemplateBody=json.dumps(template), Capabilities=named)
    stack = wait_for(cfn, "oidc", "CREATE_COMPLETE")
    assert stack["Outputs"][0]["OutputValue"] == arn
    enter(aws, issuer.token(), RoleArn=role_arn(aws, "landfast-oidc"))
    changed = [{"ParameterKey": "Audience", "ParameterValue": "other"}]
    cfn.update_stack(
        StackName="oidc", UsePreviousTemplate=True, Parameters=changed, Capabilities=named
    )
    wait_for(cfn, "oidc", "UPDATE_COMPLETE")
    assert refused(aws, issuer.token(), RoleArn=role_arn(aws, "landfast-oidc")) == INVALID
    cfn.delete_stack(StackName="oidc")
    wait_for(cfn, stack["StackId"], "DELETE_COMPLETE")
    assert iam.list_open_id_connect_providers()["OpenIDConnectProviderList"] == []
