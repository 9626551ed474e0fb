"""Closing a client's connection without an answer, which ASGI has no word for."""

from __future__ import annotations

import asyncio
from contextvars import ContextVar

import hypercorn.asyncio.run
from hypercorn.asyncio.tcp_server import TCPServer

_writer: ContextVar[asyncio.StreamWriter | None] = ContextVar("landfast_sim_writer", default=None)


class ReachableTCPServer(TCPServer):
    """hypercorn's connection, known to the requests it carries.

    hypercorn starts each request's task from the connection's, so a context variable set here is
    seen by exactly the requests of this connection.
    """

    async def run(self) -> None:
        """Serve the connection."""
        _writer.set(self.writer)
        await super().run()


def install() -> None:
    """Make hypercorn serve its connections with `ReachableTCPServer`."""
    hypercorn.asyncio.run.TCPServer = ReachableTCPServer  # type: ignore[attr-defined]


def drop() -> None:
    """Close the connection of the current request at once, unsent bytes included."""
    writer = _writer.get()
    if writer is None:
        message = "no connection to drop: server.connection.install() was not called"
        raise RuntimeError(message)
    writer.transport.abort()
