"""One ASGI application for both ports: AWS with the admin API on one, the console on the other."""

from __future__ import annotations

from dataclasses import dataclass

from landfast_sim import admin as admin_api
from landfast_sim.admin import Admin
from landfast_sim.asgi import App, Receive, Request, Response, Scope, Send, json_response, read_body
from landfast_sim.console.pages import Console
from landfast_sim.custom_resources.response_urls import ResponseUrls
from landfast_sim.machine.endpoints import Machine

_MINISTACK_ADMIN = "/_ministack/"


@dataclass(frozen=True)
class Parts:
    """What is served."""

    gateway: App
    admin: Admin
    machine: Machine
    response_urls: ResponseUrls
    console: Console


class Front:
    """Sends each request to the part that serves it."""

    def __init__(self, lifespan: App, parts: Parts, console_port: int) -> None:
        """Serve the console to connections on `console_port` and the rest to all others."""
        self._lifespan = lifespan
        self._parts = parts
        self._console_port = console_port

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one ASGI scope."""
        if scope["type"] != "http":
            await self._lifespan(scope, receive, send)
            return
        if scope["server"][1] == self._console_port:
            await self._answer(self._parts.console, scope, receive, send)
            return
        path = str(scope["path"])
        if path == admin_api.PREFIX or path.startswith(admin_api.PREFIX + "/"):
            await self._answer(self._parts.admin, scope, receive, send)
        elif self._parts.machine.serves(path):
            await self._answer_as_machine(scope, receive, send)
        elif self._parts.response_urls.serves(path):
            request = Request.from_scope(scope, await read_body(receive))
            await self._parts.response_urls.handle(request).send(send)
        elif path.startswith(_MINISTACK_ADMIN):
            # Its reset would leave an empty world and our own state behind.
            await json_response({"error": f"use {admin_api.PREFIX}"}, 404).send(send)
        else:
            await self._parts.gateway(scope, receive, send)

    @staticmethod
    async def _answer(part: Admin | Console, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request.from_scope(scope, await read_body(receive))
        response: Response = await part.handle(request)
        await response.send(send, head=request.method == "HEAD")

    async def _answer_as_machine(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request.from_scope(scope, await read_body(receive))
        response = self._parts.machine.handle(request)
        if response is not None:
            await response.send(send, head=request.method == "HEAD")
            return
        while (await receive())["type"] != "http.disconnect":
            """Never answered: it is for the client to give up."""
