"""The endpoints that containers ask: of an ECS task, and of EKS Pod Identity.

https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html
"""

from __future__ import annotations

import hmac

from landfast_sim.asgi import Request, Response, json_response
from landfast_sim.machine.credentials import RoleCredentials
from landfast_sim.machine.settings import Container, MachineSettings

ECS_PATH = "/v2/credentials/3f0c1e2d-landfast-task"
"""Below the host that AWS_CONTAINER_CREDENTIALS_RELATIVE_URI goes to."""

EKS_PATH = "/v1/credentials"
AUTHORIZATION_TOKEN = "made-up-token-of-the-pod"
"""What has to be in the header Authorization for EKS (AWS_CONTAINER_AUTHORIZATION_TOKEN)."""

PATHS = (ECS_PATH, EKS_PATH)
_ECS_SESSION = "3f0c1e2d-landfast-task"
_EKS_SESSION = "eks-landfast-landfast-server-0"


class ContainerCredentials:
    """Answers both endpoints."""

    def __init__(self, credentials: RoleCredentials) -> None:
        """Hand out `credentials`."""
        self._credentials = credentials

    def handle(self, request: Request, settings: MachineSettings) -> Response | None:
        """Answer a request; None is an answer that never arrives."""
        if settings.container is Container.HANGS:
            return None
        is_eks = request.path == EKS_PATH
        given = request.headers.get("authorization", "")
        wrong = is_eks and not hmac.compare_digest(given, AUTHORIZATION_TOKEN)
        if wrong or settings.container is Container.UNAUTHORIZED:
            return _error(401, "AccessDeniedException", "The authorization token is not valid.")
        session_name = _EKS_SESSION if is_eks else _ECS_SESSION
        role_arn = settings.role_arn if settings.container is Container.OK else None
        found = self._credentials.of(role_arn, session_name) if role_arn else None
        if found is None:
            return _error(404, "ResourceNotFoundException", "There are no credentials here.")
        extra = (
            {"AccountId": found.role_arn.split(":")[4]} if is_eks else {"RoleArn": found.role_arn}
        )
        return json_response({**extra, **found.as_json()})


def _error(status: int, code: str, message: str) -> Response:
    return json_response({"code": code, "message": message}, status)
