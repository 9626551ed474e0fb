"""JSON Web Tokens with a signature of RS256 or ES256 (RFC 7515, RFC 7518, RFC 7519)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from landfast_sim.web_identity import curve

Jwk = Mapping[str, Any]

_PARTS = 3
_HALF = 32
_SHA256_PREFIX = bytes.fromhex("3031300d060960864801650304020105000420")
"""The DER encoding before a SHA-256 digest in PKCS #1 v1.5 (RFC 8017, 9.2, note 1)."""


@dataclass(frozen=True)
class Token:
    """A token taken apart, its signature not verified yet."""

    header: dict[str, Any]
    claims: dict[str, Any]
    signed: bytes
    signature: bytes

    @classmethod
    def parse(cls, text: str) -> Token:
        """Take a compact token apart, or raise ValueError."""
        parts = text.split(".")
        if len(parts) != _PARTS:
            message = f"expected three parts, found {len(parts)}"
            raise ValueError(message)
        header, claims, signature = (decode(part) for part in parts)
        return cls(
            header=_json_object(header),
            claims=_json_object(claims),
            signed=f"{parts[0]}.{parts[1]}".encode(),
            signature=signature,
        )

    def signed_by(self, keys: Sequence[Jwk]) -> bool:
        """Whether one of the keys made the signature; with a `kid`, only the key of that name."""
        wanted = self.header.get("kid")
        verify = {"RS256": _rs256, "ES256": _es256}.get(str(self.header.get("alg")))
        named = [key for key in keys if wanted is None or key.get("kid") == wanted]
        return verify is not None and any(verify(key, self) for key in named)


def decode(text: str) -> bytes:
    """Decode base64url without padding, or raise ValueError."""
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars="-_", validate=True)


def _rs256(key: Jwk, token: Token) -> bool:
    if key.get("kty") != "RSA":
        return False
    modulus, exponent = _number(key, "n"), _number(key, "e")
    length = (modulus.bit_length() + 7) // 8
    if len(token.signature) != length:
        return False
    opened = pow(int.from_bytes(token.signature, "big"), exponent, modulus).to_bytes(length, "big")
    digest = _SHA256_PREFIX + hashlib.sha256(token.signed).digest()
    padding = b"\xff" * (length - len(digest) - 3)
    return hmac.compare_digest(opened, b"\x00\x01" + padding + b"\x00" + digest)


def _es256(key: Jwk, token: Token) -> bool:
    if (key.get("kty"), key.get("crv")) != ("EC", "P-256") or len(token.signature) != 2 * _HALF:
        return False
    r = int.from_bytes(token.signature[:_HALF], "big")
    s = int.from_bytes(token.signature[_HALF:], "big")
    return curve.verify((_number(key, "x"), _number(key, "y")), token.signed, r, s)


def _number(key: Jwk, member: str) -> int:
    return int.from_bytes(decode(str(key.get(member, ""))), "big")


def _json_object(raw: bytes) -> dict[str, Any]:
    value = json.loads(raw)
    if not isinstance(value, dict):
        message = f"expected a JSON object, found {type(value).__name__}"
        raise ValueError(message)  # noqa: TRY004 - the caller's data
    return value
