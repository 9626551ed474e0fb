"""The URLs that providers answer to: presigned ones of S3, in path style, on the port of AWS.

As with AWS's, whoever has the URL may PUT, no Content-Type may be sent (it is part of what is
signed), and the URL is good for two hours.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Event
from urllib.parse import quote, urlencode

from landfast_sim.asgi import Request, Response

_BUCKET = "/cloudformation-custom-resource-response-"
_GOOD_FOR_SECONDS = 7200


@dataclass
class Mailbox:
    """Where one answer is awaited."""

    path: str
    signature: str
    made_at: float
    arrived: Event = field(default_factory=Event)
    body: bytes = b""


class ResponseUrls:
    """Every URL that was given out."""

    def __init__(self, now: Callable[[], float], base_url: Callable[[], str]) -> None:
        """Tell the time by `now`; `base_url` is where this simulation answers."""
        self._now = now
        self._base_url = base_url
        self._mailboxes: dict[str, Mailbox] = {}

    def reset(self) -> None:
        """Take no answers any more."""
        self._mailboxes.clear()

    def open(self, stack_id: str, logical_id: str, request_id: str) -> tuple[str, Mailbox]:
        """Return a new URL and where its answer arrives."""
        region = stack_id.split(":")[3]
        path = f"{_BUCKET}{region.replace('-', '')}/{stack_id}|{logical_id}|{request_id}"
        now = self._now()
        mailbox = Mailbox(path, secrets.token_hex(32), now)
        self._mailboxes[path] = mailbox
        moment = datetime.fromtimestamp(now, UTC)
        scope = f"{moment:%Y%m%d}/{region}/s3/aws4_request"
        query = urlencode(
            {
                "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
                "X-Amz-Date": f"{moment:%Y%m%dT%H%M%SZ}",
                "X-Amz-SignedHeaders": "host",
                "X-Amz-Expires": str(_GOOD_FOR_SECONDS - 1),
                "X-Amz-Credential": f"AKIAIOSFODNN7EXAMPLE/{scope}",
                "X-Amz-Signature": mailbox.signature,
            }
        )
        return f"{self._base_url()}{quote(path, safe='/')}?{query}", mailbox

    @staticmethod
    def serves(path: str) -> bool:
        """Whether a request is for one of the URLs."""
        return path.startswith(_BUCKET)

    def handle(self, request: Request) -> Response:
        """Take an answer; the first one counts."""
        mailbox = self._mailboxes.get(request.path)
        signature = request.one("X-Amz-Signature")
        if mailbox is None or not secrets.compare_digest(mailbox.signature, signature):
            return _refusal("SignatureDoesNotMatch", "The request signature does not match.")
        if request.method != "PUT" or request.headers.get("content-type"):
            return _refusal("SignatureDoesNotMatch", "Only PUT without a Content-Type is signed.")
        if self._now() > mailbox.made_at + _GOOD_FOR_SECONDS:
            return _refusal("AccessDenied", "Request has expired")
        if not mailbox.arrived.is_set():
            mailbox.body = request.body
            mailbox.arrived.set()
        return Response(200)


def _refusal(code: str, message: str) -> Response:
    body = f"<Error><Code>{code}</Code><Message>{message}</Message></Error>"
    return Response(403, body.encode(), {"content-type": "application/xml"})
