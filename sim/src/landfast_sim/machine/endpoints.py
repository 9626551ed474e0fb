"""The machine's endpoints in one object, with a record of who asked."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from landfast_sim.asgi import Request, Response
from landfast_sim.clock import SimClock
from landfast_sim.machine import container, metadata
from landfast_sim.machine.container import ContainerCredentials
from landfast_sim.machine.credentials import RoleCredentials
from landfast_sim.machine.metadata import MetadataService
from landfast_sim.machine.settings import MachineSettings

_MAX_REQUESTS = 1_000


class Machine:
    """Serves what is link-local on a real machine on the port of AWS."""

    def __init__(self, clock: SimClock) -> None:
        """Start with a machine that has the server's role."""
        self._settings = MachineSettings()
        self._requests: list[dict[str, Any]] = []
        self._credentials = RoleCredentials(clock)
        self._metadata = MetadataService(clock, self._credentials)
        self._container = ContainerCredentials(self._credentials)

    def reset(self) -> None:
        """Return to the settings of the start."""
        self._settings = MachineSettings()
        self._requests.clear()
        self._credentials.reset()
        self._metadata.reset()

    def change(self, wanted: dict[str, Any]) -> None:
        """Change settings from the admin API's JSON, or raise ValueError."""
        self._settings = self._settings.changed(wanted)

    def as_json(self) -> dict[str, Any]:
        """Return the settings and what was asked; an answer that never arrived has no status."""
        return {**asdict(self._settings), "requests": list(self._requests)}

    @staticmethod
    def serves(path: str) -> bool:
        """Whether a path is one of the machine's."""
        return path.startswith(metadata.PREFIX) or path in container.PATHS

    def handle(self, request: Request) -> Response | None:
        """Answer a request; None is an answer that never arrives."""
        part = self._metadata if request.path.startswith(metadata.PREFIX) else self._container
        answer = part.handle(request, self._settings)
        status = answer.status if answer is not None else None
        entry = {"method": request.method, "path": request.path, "status": status}
        self._requests = [*self._requests[-_MAX_REQUESTS:], entry]
        return answer
