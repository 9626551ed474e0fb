"""The instance metadata service (IMDS) of an EC2 instance.

https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html
"""

from __future__ import annotations

import json
import secrets

from landfast_sim import world
from landfast_sim.asgi import Request, Response, json_response
from landfast_sim.clock import SimClock
from landfast_sim.machine.credentials import HandedOut, RoleCredentials
from landfast_sim.machine.settings import MachineSettings, Metadata
from landfast_sim.role_sessions import timestamp

PREFIX = "/latest/"
INSTANCE_ID = "i-0a1b2c3d4e5f60718"

_TOKEN_HEADER = "x-aws-ec2-metadata-token"
_TTL_HEADER = "x-aws-ec2-metadata-token-ttl-seconds"
_LONGEST_TTL = 21_600
_ROLES = "meta-data/iam/security-credentials"
_KNOWS_NO_TOKENS = (Metadata.V1_ONLY,)
_DEMANDS_TOKENS = (Metadata.V2, Metadata.HOP_LIMIT)


class MetadataService:
    """Answers below `/latest/`."""

    def __init__(self, clock: SimClock, credentials: RoleCredentials) -> None:
        """Hand out `credentials`; tokens expire by `clock`."""
        self._clock = clock
        self._credentials = credentials
        self._tokens: dict[str, float] = {}

    def reset(self) -> None:
        """Forget every token."""
        self._tokens.clear()

    def handle(self, request: Request, settings: MachineSettings) -> Response | None:
        """Answer a request; None is an answer that never arrives."""
        if settings.metadata is Metadata.OFF:
            return _text("Forbidden", 403)
        path = request.path.removeprefix(PREFIX).rstrip("/")
        if path == "api/token" and settings.metadata not in _KNOWS_NO_TOKENS:
            if settings.metadata is Metadata.HOP_LIMIT:
                return None
            return self._issue_token(request)
        if request.method != "GET":
            return _text("Method Not Allowed", 405)
        if not self._admitted(request, settings.metadata):
            return _text("Unauthorized", 401)
        return self._read(path, settings.role_arn)

    def _issue_token(self, request: Request) -> Response:
        if request.method != "PUT":
            return _text("Method Not Allowed", 405)
        if "x-forwarded-for" in request.headers:
            return _text("Forbidden", 403)  # AWS refuses what came through a proxy
        ttl = request.headers.get(_TTL_HEADER, "")
        if not ttl.isdigit() or not 1 <= int(ttl) <= _LONGEST_TTL:
            return _text("Bad Request", 400)
        token = secrets.token_urlsafe(40)
        self._tokens[token] = self._clock.now() + int(ttl)
        return Response(200, token.encode(), {"content-type": "text/plain", _TTL_HEADER: ttl})

    def _admitted(self, request: Request, metadata: Metadata) -> bool:
        token = request.headers.get(_TOKEN_HEADER)
        if metadata is Metadata.UNAUTHORIZED:
            return False
        if metadata in _KNOWS_NO_TOKENS or (token is None and metadata not in _DEMANDS_TOKENS):
            return True
        return token is not None and self._clock.now() < self._tokens.get(token, 0.0)

    def _read(self, path: str, role_arn: str | None) -> Response:
        found = self._credentials.of(role_arn, INSTANCE_ID) if role_arn else None
        if found is not None:
            name = found.role_arn.rpartition("/")[2]
            about_role = {
                _ROLES: _text(name),
                f"{_ROLES}/{name}": json_response(_document(found)),
                "meta-data/iam/info": json_response(_info(found)),
            }
            if path in about_role:
                return about_role[path]
        known = {
            "meta-data/instance-id": INSTANCE_ID,
            "meta-data/placement/region": world.REGION,
            "meta-data/placement/availability-zone": f"{world.REGION}a",
            "dynamic/instance-identity/document": json.dumps(_identity()),
        }
        return _text(known[path]) if path in known else _text("Not Found", 404)


def _document(credentials: HandedOut) -> dict[str, str]:
    return {
        "Code": "Success",
        "LastUpdated": timestamp(credentials.issued),
        "Type": "AWS-HMAC",
        **credentials.as_json(),
    }


def _info(credentials: HandedOut) -> dict[str, str]:
    profile = credentials.role_arn.replace(":role/", ":instance-profile/")
    return {
        "Code": "Success",
        "LastUpdated": timestamp(credentials.issued),
        "InstanceProfileArn": profile,
        "InstanceProfileId": "AIPA" + "A" * 17,
    }


def _identity() -> dict[str, str]:
    return {
        "accountId": world.HOME.account_id,
        "architecture": "x86_64",
        "availabilityZone": f"{world.REGION}a",
        "instanceId": INSTANCE_ID,
        "instanceType": "t3.small",
        "region": world.REGION,
        "version": "2017-09-30",
    }


def _text(body: str, status: int = 200) -> Response:
    return Response(status, body.encode(), {"content-type": "text/plain"})
