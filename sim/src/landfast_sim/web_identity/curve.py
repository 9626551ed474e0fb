"""ECDSA on P-256, verifying only: the standard library has none.

Slow and not constant in time, which is fine for a simulator that holds no secret. FIPS 186-5, 6.4;
the curve's constants: SP 800-186, 3.2.1.3.
"""

from __future__ import annotations

import hashlib

_P = 0xFFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFF
_A = _P - 3
_B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
_N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_G = (
    0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
    0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5,
)

Point = tuple[int, int] | None
"""A point of the curve; None is the point at infinity."""

ORDER = _N
GENERATOR: Point = _G


def verify(key: tuple[int, int], message: bytes, r: int, s: int) -> bool:
    """Whether (r, s) is a signature of `message` with SHA-256 by the public key."""
    if not (_on_curve(key) and 0 < r < _N and 0 < s < _N):
        return False
    digest = int.from_bytes(hashlib.sha256(message).digest(), "big")
    inverse = pow(s, -1, _N)
    point = add(multiply(digest * inverse % _N, _G), multiply(r * inverse % _N, key))
    return point is not None and point[0] % _N == r


def multiply(factor: int, point: Point) -> Point:
    """Return a multiple of a point."""
    result: Point = None
    while factor:
        if factor & 1:
            result = add(result, point)
        point = add(point, point)
        factor >>= 1
    return result


def add(one: Point, other: Point) -> Point:
    """Return the sum of two points."""
    if one is None or other is None:
        return one or other
    (x1, y1), (x2, y2) = one, other
    if x1 == x2 and (y1 + y2) % _P == 0:
        return None
    if one == other:
        slope = (3 * x1 * x1 + _A) * pow(2 * y1, -1, _P)
    else:
        slope = (y2 - y1) * pow(x2 - x1, -1, _P)
    x = (slope * slope - x1 - x2) % _P
    return x, (slope * (x1 - x) - y1) % _P


def _on_curve(point: tuple[int, int]) -> bool:
    x, y = point
    return 0 <= x < _P and 0 <= y < _P and (y * y - (x * x * x + _A * x + _B)) % _P == 0
