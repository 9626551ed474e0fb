"""The admin API over plain HTTP."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from typing import Any


class AdminClient:
    """Calls `/_sim`; an HTTP error is an `AdminError` with the body."""

    def __init__(self, url: str) -> None:
        self._url = url

    def get(self, path: str = "") -> Any:
        return self._call("GET", path)

    def post(self, path: str, **body: object) -> Any:
        return self._call("POST", path, body)

    def delete(self, path: str) -> Any:
        return self._call("DELETE", path)

    def journal(self, **filters: str) -> list[dict[str, Any]]:
        query = "&".join(f"{k}={v}" for k, v in filters.items())
        entries: list[dict[str, Any]] = self.get(f"/journal?{query}")["entries"]
        return entries

    def _call(self, method: str, path: str, body: dict[str, object] | None = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self._url + path, data, method=method)
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                text = answer.read()
        except urllib.error.HTTPError as error:
            raise AdminError(error.code, error.read().decode()) from None
        return json.loads(text) if text else None


class AdminError(Exception):
    """The admin API refused."""

    def __init__(self, status: int, body: str) -> None:
        super().__init__(f"{status}: {body}")
        self.status = status
