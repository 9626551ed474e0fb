"""Asking an issuer for its keys: discovery, then its JWKS (OpenID Connect Discovery 1.0, 4).

AWS wants https. Here a setting allows http on loopback, and a test may say from where an issuer's
documents are had instead, so that a token and a template can hold a real-looking https URL.
"""

from __future__ import annotations

import asyncio
import json
import urllib.error
import urllib.request
from typing import Any
from urllib.parse import urlsplit

from landfast_sim.settings import Settings

TIMEOUT_SECONDS = 5.0
_MAX_BYTES = 100_000
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_FIRST_SERVER_ERROR = 500


class UnreachableError(Exception):
    """The issuer does not answer."""


class UnusableError(Exception):
    """The issuer answers, but not with what a token could be verified with."""


class Issuers:
    """The issuers as the simulated AWS reaches them."""

    def __init__(self, settings: Settings) -> None:
        """Allow what `settings` allow."""
        self._settings = settings
        self._fetched_from: dict[str, str] = {}

    def reset(self) -> None:
        """Forget from where issuers are fetched."""
        self._fetched_from.clear()

    def fetch_from(self, wanted: dict[str, Any]) -> None:
        """Have an issuer's documents from another base URL, or raise ValueError."""
        issuer, url = wanted.get("issuer"), wanted.get("fetch_from")
        if not isinstance(issuer, str) or not issuer.startswith("https://"):
            message = f"issuer: expected an https URL, found {issuer!r}"
            raise ValueError(message)
        if not isinstance(url, str) or not _is_loopback_http(url):
            message = f"fetch_from: expected an http URL on loopback, found {url!r}"
            raise ValueError(message)
        self._fetched_from[issuer.rstrip("/")] = url.rstrip("/")

    def as_json(self) -> dict[str, str]:
        """Return from where the documents are had, by issuer."""
        return dict(self._fetched_from)

    def acceptable(self, url: str) -> bool:
        """Whether AWS would take this URL for an issuer's."""
        parts = urlsplit(url)
        if parts.query or parts.fragment or not parts.hostname:
            return False
        return parts.scheme == "https" or (self._settings.http_issuers and _is_loopback_http(url))

    async def keys(self, issuer: str) -> list[dict[str, Any]]:
        """Return the issuer's keys, or raise UnreachableError or UnusableError."""
        base = issuer.rstrip("/")
        found = await self._get(f"{base}/.well-known/openid-configuration")
        if found.get("issuer") != issuer:
            message = f"discovery: expected the issuer {issuer}, found {found.get('issuer')!r}"
            raise UnusableError(message)
        keys = (await self._get(str(found.get("jwks_uri")))).get("keys")
        if not isinstance(keys, list):
            message = "JWKS: expected a list of keys"
            raise UnusableError(message)
        return [key for key in keys if isinstance(key, dict)]

    async def _get(self, url: str) -> dict[str, Any]:
        if not self.acceptable(url):
            message = f"expected an https URL, found {url}"
            raise UnusableError(message)
        return await asyncio.to_thread(_fetch, self._address(url))

    def _address(self, url: str) -> str:
        for issuer, base in self._fetched_from.items():
            if url == issuer or url.startswith(issuer + "/"):
                return base + url.removeprefix(issuer)
        return url


def _is_loopback_http(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme == "http" and parts.hostname in _LOOPBACK


def _fetch(url: str) -> dict[str, Any]:
    try:
        with urllib.request.urlopen(url, timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310 - checked
            value = json.loads(answer.read(_MAX_BYTES))
    except urllib.error.HTTPError as error:
        kind = UnreachableError if error.code >= _FIRST_SERVER_ERROR else UnusableError
        message = f"{url}: HTTP {error.code}"
        raise kind(message) from error
    except ValueError as error:
        message = f"{url}: {error}"
        raise UnusableError(message) from error
    except OSError as error:
        message = f"{url}: {error}"
        raise UnreachableError(message) from error
    if not isinstance(value, dict):
        message = f"{url}: expected a JSON object"
        raise UnusableError(message)
    return value
