"""In front of ministack: every request to AWS is noted, and may be made to fail."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from landfast_sim.asgi import App, Message, Receive, Request, Scope, Send, read_body, replay
from landfast_sim.fault_answers import answer_for
from landfast_sim.faults import FaultBoard, FaultKind, FaultRule
from landfast_sim.journal import Journal
from landfast_sim.request_facts import RequestFacts, error_code, read_facts
from landfast_sim.server import connection

Prepare = Callable[[RequestFacts], Awaitable[None]]
"""Done before a request is served."""

_NOT_EXECUTED = (FaultKind.THROTTLE, FaultKind.SERVER_ERROR, FaultKind.UNAVAILABLE)
_FIRST_ERROR_STATUS = 400


class _Watched:
    """Passes an answer on and remembers its status and, for an error, its body.

    `note` is called before the last byte goes out, so that a client that has its answer finds the
    request in the journal.
    """

    def __init__(self, send: Send, note: Callable[[int | None, str | None], None]) -> None:
        self._send = send
        self._note = note
        self._noted = False
        self._status: int | None = None
        self._headers: dict[str, str] = {}
        self._body = b""

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._status = int(message["status"])
            self._headers = {
                bytes(k).decode("latin-1").lower(): bytes(v).decode("latin-1")
                for k, v in message.get("headers", [])
            }
        elif message["type"] == "http.response.body":
            if self._failed():
                self._body += message.get("body", b"")
            if not message.get("more_body", False):
                self.finish()
        await self._send(message)

    def finish(self) -> None:
        if not self._noted:
            self._noted = True
            code = error_code(self._body, self._headers) if self._failed() else None
            self._note(self._status, code)

    def _failed(self) -> bool:
        return self._status is not None and self._status >= _FIRST_ERROR_STATUS


async def _nowhere(_message: Message) -> None:
    """Swallow an answer that is to be lost."""


class Gateway:
    """ministack's ASGI application behind the journal and the faults."""

    def __init__(self, aws: App, faults: FaultBoard, journal: Journal, prepare: Prepare) -> None:
        """Serve `aws`, each request after `prepare`."""
        self._aws = aws
        self._faults = faults
        self._journal = journal
        self._prepare = prepare

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one HTTP request to AWS."""
        body = await read_body(receive)
        facts = read_facts(Request.from_scope(scope, body))
        await self._prepare(facts)
        rule = self._faults.pick(facts)
        if rule is not None and rule.kind in _NOT_EXECUTED:
            await self._refuse(rule, facts, send, head=scope["method"] == "HEAD")
            return
        if rule is not None and rule.kind is FaultKind.ONE_AT_A_TIME:
            if rule.in_flight:
                await self._refuse(rule, facts, send, head=scope["method"] == "HEAD")
                return
            rule.in_flight = True
        try:
            await self._execute(rule, facts, (scope, replay(body, receive), send))
        finally:
            if rule is not None:
                rule.in_flight = False

    async def _execute(
        self, rule: FaultRule | None, facts: RequestFacts, request: tuple[Scope, Receive, Send]
    ) -> None:
        scope, receive, send = request
        if rule is not None and rule.latency_seconds > 0:
            await asyncio.sleep(rule.latency_seconds)
        lost = rule is not None and rule.kind is FaultKind.LOST_ANSWER
        watched = _Watched(
            _nowhere if lost else send,
            lambda status, code: self._note(facts, status, code, rule),
        )
        try:
            await self._aws(scope, receive, watched.send)
        finally:
            watched.finish()
        if lost:
            connection.drop()

    async def _refuse(
        self, rule: FaultRule, facts: RequestFacts, send: Send, *, head: bool
    ) -> None:
        answer = answer_for(rule.kind, facts)
        code = error_code(answer.body, answer.headers)
        self._note(facts, answer.status, code, rule)
        await answer.send(send, head=head)

    def _note(
        self, facts: RequestFacts, status: int | None, code: str | None, rule: FaultRule | None
    ) -> None:
        kind = rule.kind.value if rule is not None else None
        self._journal.record(facts, status, code, kind)
