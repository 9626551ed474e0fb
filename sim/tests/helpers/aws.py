"""boto3 clients on the simulated AWS."""

from __future__ import annotations

from typing import Any

import boto3
from botocore import UNSIGNED
from botocore.config import Config
from botocore.exceptions import ClientError

REGION = "us-east-1"
_CONFIG = Config(
    retries={"total_max_attempts": 1},
    s3={"addressing_style": "path"},
    connect_timeout=5,
    read_timeout=10,
)
_session = boto3.Session()


class Aws:
    """Clients for the callers of the seeded world."""

    def __init__(self, about: dict[str, Any]) -> None:
        self.about = about
        self.endpoint: str = about["aws_endpoint"]
        self.admin_url: str = about["admin_url"]
        self.console_url: str = about["console_url"]
        self.home: str = about["home_account"]
        self.payer: str = about["payer"]
        self.linked: list[str] = about["linked"]
        self.standalone: str = about["standalone"]
        self.stranger: str = about["stranger"]
        self.server_role_arn: str = about["server_role_arn"]
        self._clients: dict[tuple[str, ...], Any] = {}

    def root(self, account: str, service: str, region: str = REGION) -> Any:
        """The account's root user."""
        return self._client(service, region, account, "test", None)

    def server(self, service: str) -> Any:
        """The Landfast server: a session of its role."""
        keys = self.about["server_credentials"]
        return self._client(
            service, REGION, keys["access_key_id"], keys["secret_access_key"], keys["session_token"]
        )

    def nobody(self, service: str) -> Any:
        """Somebody without any credentials: requests are not signed."""
        known = (service, REGION, "")
        if known not in self._clients:
            self._clients[known] = _session.client(
                service,
                region_name=REGION,
                endpoint_url=self.endpoint,
                config=_CONFIG.merge(Config(signature_version=UNSIGNED)),
            )
        return self._clients[known]

    def session(self, service: str, credentials: dict[str, Any], region: str = REGION) -> Any:
        """Whoever AssumeRole gave these credentials to."""
        return self._client(
            service,
            region,
            credentials["AccessKeyId"],
            credentials["SecretAccessKey"],
            credentials["SessionToken"],
        )

    def _client(self, service: str, region: str, *keys: str | None) -> Any:
        known = (service, region, str(keys[0]))
        if known not in self._clients:
            self._clients[known] = _session.client(
                service,
                region_name=region,
                endpoint_url=self.endpoint,
                aws_access_key_id=keys[0],
                aws_secret_access_key=keys[1],
                aws_session_token=keys[2],
                config=_CONFIG,
            )
        return self._clients[known]


def code(error: ClientError) -> tuple[int, str]:
    """The HTTP status and the error code of a refusal."""
    status = error.response["ResponseMetadata"]["HTTPStatusCode"]
    return int(status), str(error.response["Error"]["Code"])
