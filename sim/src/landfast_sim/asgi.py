"""The little of HTTP over ASGI that the gateway, the admin API and the console share."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import parse_qs

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]


async def read_body(receive: Receive) -> bytes:
    """Read the whole request body, or what a client that went away had sent of it."""
    chunks = []
    while True:
        message = await receive()
        if message["type"] != "http.request":
            break
        chunks.append(message.get("body", b""))
        if not message.get("more_body", False):
            break
    return b"".join(chunks)


def replay(body: bytes, receive: Receive) -> Receive:
    """Give out a `receive` that delivers `body` once and then whatever the client still sends."""
    delivered = False

    async def receive_again() -> Message:
        nonlocal delivered
        if delivered:
            return await receive()
        delivered = True
        return {"type": "http.request", "body": body, "more_body": False}

    return receive_again


@dataclass(frozen=True)
class Request:
    """One HTTP request, body included."""

    method: str
    path: str
    query: Mapping[str, list[str]]
    headers: Mapping[str, str]
    body: bytes

    @classmethod
    def from_scope(cls, scope: Scope, body: bytes) -> Request:
        """Read what ASGI hands over; header names are in lower case."""
        raw_query = bytes(scope.get("query_string", b"")).decode("latin-1")
        return cls(
            method=str(scope["method"]),
            path=str(scope["path"]),
            query=parse_qs(raw_query, keep_blank_values=True),
            headers={
                bytes(name).decode("latin-1").lower(): bytes(value).decode("latin-1")
                for name, value in scope.get("headers", [])
            },
            body=body,
        )

    def one(self, name: str, default: str = "") -> str:
        """Return the first value of a query parameter."""
        return self.query.get(name, [default])[0]

    def form(self) -> dict[str, str]:
        """Return the fields of a URL-encoded body, the last value of each."""
        fields = parse_qs(self.body.decode("utf-8", errors="replace"), keep_blank_values=True)
        return {name: values[-1] for name, values in fields.items()}

    def json_object(self) -> dict[str, Any]:
        """Return the body as a JSON object (an empty body is an empty one), or raise ValueError."""
        value = json.loads(self.body or b"{}")
        if not isinstance(value, dict):
            message = f"body: expected a JSON object, found {type(value).__name__}"
            raise ValueError(message)  # noqa: TRY004 - the caller's data, not a bug of ours
        return value

    def cookie(self, name: str) -> str | None:
        """Return the value of a cookie."""
        morsel = SimpleCookie(self.headers.get("cookie", "")).get(name)
        return morsel.value if morsel else None


@dataclass(frozen=True)
class Response:
    """One HTTP answer, sent whole."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)

    async def send(self, send: Send, *, head: bool = False) -> None:
        """Write it out; `head` leaves the body away, as the answer to a HEAD request must."""
        headers = {"content-length": str(len(self.body)), **self.headers}
        await send(
            {
                "type": "http.response.start",
                "status": self.status,
                "headers": [(k.encode("latin-1"), v.encode("latin-1")) for k, v in headers.items()],
            }
        )
        await send({"type": "http.response.body", "body": b"" if head else self.body})


def json_response(value: object, status: int = 200) -> Response:
    """Answer with JSON."""
    body = json.dumps(value, indent=1).encode()
    return Response(status, body, {"content-type": "application/json"})
