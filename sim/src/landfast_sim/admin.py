"""The admin API under `/_sim`: what a test sets up and reads back. JSON in, JSON out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from landfast_sim.asgi import Request, Response, json_response
from landfast_sim.simulator import Simulator

PREFIX = "/_sim"
_JOURNAL_FILTERS = ("service", "action", "account", "target_account", "region")

Handler = Callable[[Request], Awaitable[Response]]


class Admin:
    """Serves the admin API."""

    def __init__(self, simulator: Simulator, about: dict[str, Any]) -> None:
        """Steer `simulator`; `about` is what the ready file says."""
        self._simulator = simulator
        self._about = about
        self._routes: dict[tuple[str, str], Handler] = {
            ("GET", ""): self._describe,
            ("GET", "/faults"): self._list_faults,
            ("POST", "/faults"): self._add_fault,
            ("DELETE", "/faults"): self._clear_faults,
            ("GET", "/journal"): self._list_journal,
            ("DELETE", "/journal"): self._clear_journal,
            ("GET", "/clock"): self._show_clock,
            ("POST", "/clock"): self._advance_clock,
            ("GET", "/settings"): self._show_settings,
            ("POST", "/settings"): self._change_settings,
            ("GET", "/service-control-policies"): self._show_service_control,
            ("POST", "/service-control-policies"): self._set_service_control,
            ("POST", "/account-states"): self._set_account_state,
            ("GET", "/stack-failures"): self._list_stack_failures,
            ("POST", "/stack-failures"): self._add_stack_failure,
            ("DELETE", "/stack-failures"): self._clear_stack_failures,
            ("GET", "/oidc-issuers"): self._show_issuers,
            ("POST", "/oidc-issuers"): self._set_issuer,
            ("GET", "/machine"): self._show_machine,
            ("POST", "/machine"): self._change_machine,
            ("POST", "/deliveries"): self._deliver,
            ("POST", "/reset"): self._reset,
        }

    async def handle(self, request: Request) -> Response:
        """Serve one request below the prefix."""
        path = request.path.removeprefix(PREFIX).rstrip("/")
        handler = self._routes.get((request.method, path))
        try:
            if handler is not None:
                return await handler(request)
            fault_id = path.removeprefix("/faults/")
            if request.method == "DELETE" and fault_id != path and fault_id.isdigit():
                return self._remove_fault(int(fault_id))
        except ValueError as error:
            return json_response({"error": str(error)}, 400)
        known = sorted(f"{method} {PREFIX}{route}" for method, route in self._routes)
        message = f"no such call: expected one of {known}, found {request.method} {request.path}"
        return json_response({"error": message}, 404)

    async def _describe(self, _request: Request) -> Response:
        return json_response(self._about)

    async def _list_faults(self, _request: Request) -> Response:
        rules = [rule.as_json() for rule in self._simulator.faults.rules()]
        return json_response({"faults": rules})

    async def _add_fault(self, request: Request) -> Response:
        rule = self._simulator.faults.add(request.json_object())
        return json_response(rule.as_json(), 201)

    async def _clear_faults(self, _request: Request) -> Response:
        self._simulator.faults.reset()
        return Response(204)

    def _remove_fault(self, fault_id: int) -> Response:
        if self._simulator.faults.remove(fault_id):
            return Response(204)
        return json_response({"error": f"no fault with id {fault_id}"}, 404)

    async def _list_journal(self, request: Request) -> Response:
        unknown = sorted(set(request.query) - set(_JOURNAL_FILTERS))
        if unknown:
            message = f"unknown filter: expected {_JOURNAL_FILTERS}, found {unknown[0]!r}"
            raise ValueError(message)
        wanted = {name: request.one(name) for name in request.query}
        entries = [entry.as_json() for entry in self._simulator.journal.entries(**wanted)]
        return json_response({"entries": entries})

    async def _clear_journal(self, _request: Request) -> Response:
        self._simulator.journal.clear()
        return Response(204)

    async def _show_clock(self, _request: Request) -> Response:
        clock = self._simulator.clock
        return json_response({"now": clock.now(), "offset_seconds": clock.offset_seconds})

    async def _advance_clock(self, request: Request) -> Response:
        seconds = request.json_object().get("advance_seconds")
        if isinstance(seconds, bool) or not isinstance(seconds, (int, float)):
            message = f"advance_seconds: expected a number of seconds, found {seconds!r}"
            raise ValueError(message)  # noqa: TRY004 - the caller's data
        self._simulator.clock.advance(seconds)
        return await self._show_clock(request)

    async def _show_settings(self, _request: Request) -> Response:
        return json_response(self._simulator.settings.as_json())

    async def _change_settings(self, request: Request) -> Response:
        self._simulator.settings.update(request.json_object())
        return json_response(self._simulator.settings.as_json())

    async def _show_service_control(self, _request: Request) -> Response:
        return json_response({"accounts": self._simulator.service_control.as_json()})

    async def _set_service_control(self, request: Request) -> Response:
        self._simulator.service_control.set(request.json_object())
        return await self._show_service_control(request)

    async def _set_account_state(self, request: Request) -> Response:
        self._simulator.organizations.set_state(request.json_object())
        return Response(204)

    async def _list_stack_failures(self, _request: Request) -> Response:
        return json_response({"failures": self._simulator.stack_failures.as_json()})

    async def _add_stack_failure(self, request: Request) -> Response:
        self._simulator.stack_failures.add(request.json_object())
        return await self._list_stack_failures(request)

    async def _clear_stack_failures(self, _request: Request) -> Response:
        self._simulator.stack_failures.reset()
        return Response(204)

    async def _show_issuers(self, _request: Request) -> Response:
        return json_response({"issuers": self._simulator.issuers.as_json()})

    async def _set_issuer(self, request: Request) -> Response:
        self._simulator.issuers.fetch_from(request.json_object())
        return await self._show_issuers(request)

    async def _show_machine(self, _request: Request) -> Response:
        return json_response(self._simulator.machine.as_json())

    async def _change_machine(self, request: Request) -> Response:
        self._simulator.machine.change(request.json_object())
        return await self._show_machine(request)

    async def _deliver(self, request: Request) -> Response:
        outcome = self._simulator.deliveries.deliver(request.json_object())
        return json_response(outcome.as_json())

    async def _reset(self, _request: Request) -> Response:
        await self._simulator.reset()
        return json_response(self._about)
