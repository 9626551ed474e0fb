"""An OIDC issuer on loopback: discovery, JWKS and tokens signed with RS256 or ES256."""

from __future__ import annotations

import base64
import hashlib
import json
import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from landfast_sim.web_identity import curve

AUDIENCE = "sts.amazonaws.com"
SUBJECT = "installation:1"

_dice = random.Random("keys of the tests")
_SHA256_PREFIX = bytes.fromhex("3031300d060960864801650304020105000420")
_MODULUS_BYTES = 128


def encode(raw: bytes | dict[str, Any]) -> str:
    data = json.dumps(raw).encode() if isinstance(raw, dict) else raw
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _number(value: int, length: int | None = None) -> str:
    return encode(value.to_bytes(length or (value.bit_length() + 7) // 8, "big"))


class RsaKey:
    """A key for RS256. Short, because the tests make it."""

    algorithm = "RS256"

    def __init__(self, kid: str) -> None:
        self.kid = kid
        p, q = _prime(), _prime()
        self.modulus = p * q
        self._private = pow(65537, -1, (p - 1) * (q - 1))

    def jwk(self) -> dict[str, str]:
        return {"kty": "RSA", "kid": self.kid, "n": _number(self.modulus), "e": "AQAB"}

    def sign(self, message: bytes) -> bytes:
        digest = _SHA256_PREFIX + hashlib.sha256(message).digest()
        padding = b"\xff" * (_MODULUS_BYTES - len(digest) - 3)
        block = int.from_bytes(b"\x00\x01" + padding + b"\x00" + digest, "big")
        return pow(block, self._private, self.modulus).to_bytes(_MODULUS_BYTES, "big")


class EcKey:
    """A key for ES256."""

    algorithm = "ES256"

    def __init__(self, kid: str) -> None:
        self.kid = kid
        self._private = _dice.randrange(1, curve.ORDER)

    def jwk(self) -> dict[str, str]:
        x, y = curve.multiply(self._private, curve.GENERATOR) or (0, 0)
        point = {"x": _number(x, 32), "y": _number(y, 32)}
        return {"kty": "EC", "crv": "P-256", "kid": self.kid, **point}

    def sign(self, message: bytes) -> bytes:
        digest = int.from_bytes(hashlib.sha256(message).digest(), "big")
        nonce = _dice.randrange(1, curve.ORDER)
        r = (curve.multiply(nonce, curve.GENERATOR) or (0, 0))[0] % curve.ORDER
        s = pow(nonce, -1, curve.ORDER) * (digest + r * self._private) % curve.ORDER
        return r.to_bytes(32, "big") + s.to_bytes(32, "big")


class Issuer:
    """What the issuer publishes; a test changes it."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.address = url
        self.key: RsaKey | EcKey = RsaKey("one")
        self.published = [self.key.jwk()]
        self.status = 200

    def document(self, path: str) -> dict[str, Any] | None:
        if path == "/.well-known/openid-configuration":
            return {"issuer": self.url, "jwks_uri": f"{self.url}/jwks"}
        return {"keys": self.published} if path == "/jwks" else None

    def token(self, header: dict[str, Any] | None = None, **claims: Any) -> str:
        """A token; a claim that is None is left out."""
        now = int(time.time())
        usual = {"iss": self.url, "sub": SUBJECT, "aud": AUDIENCE, "iat": now, "exp": now + 300}
        kept = {name: value for name, value in (usual | claims).items() if value is not None}
        head = {"alg": self.key.algorithm, "kid": self.key.kid, **(header or {})}
        signed = f"{encode(head)}.{encode(kept)}"
        return f"{signed}.{encode(self.key.sign(signed.encode()))}"


@contextmanager
def serving() -> Iterator[Issuer]:
    """An issuer that answers on a free port."""

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = issuer.document(self.path)
            status = issuer.status if found else 404
            body = json.dumps(found).encode()
            self.send_response(status)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_arguments: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    issuer = Issuer(f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield issuer
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _prime() -> int:
    while True:
        candidate = _dice.getrandbits(512) | (3 << 510) | 1
        if (candidate - 1) % 65537 and _is_prime(candidate):
            return candidate


def _is_prime(number: int) -> bool:
    if any(number % small == 0 for small in (3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37)):
        return False
    exponent, twos = number - 1, 0
    while exponent % 2 == 0:
        exponent, twos = exponent // 2, twos + 1
    return all(_witness(number, exponent, twos) for _ in range(20))


def _witness(number: int, exponent: int, twos: int) -> bool:
    value = pow(_dice.randrange(2, number - 1), exponent, number)
    if value in (1, number - 1):
        return True
    for _ in range(twos - 1):
        value = value * value % number
        if value == number - 1:
            return True
    return False
