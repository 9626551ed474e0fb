"""Exact numbers: whole numbers of a small unit, written as AWS writes them.

AWS calculates with doubles and writes them as Java does: `0.0`, `12.5`, `4.0E-7`, `1.2345678E7`.
Every amount here has at most fifteen significant digits, so the double that is nearest to it is
written with just these digits, and what text and Parquet say is the same number.
https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/lang/Double.html#toString(double)
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

MONEY_DIGITS = 12
"""Money is counted in 10^-12 of a dollar (or of what the currency is): int64 to nine millions."""

QUANTITY_DIGITS = 6
SIGNIFICANT = 15
ONE = 10**MONEY_DIGITS

Whole = npt.NDArray[np.int64]
Doubles = npt.NDArray[np.float64]

_SMALLEST_PLAIN_EXPONENT = -3
_SMALLEST_SCIENTIFIC = 7
_EXACT_IN_A_DOUBLE = 1 << 53


def decimal(value: int, digits: int = MONEY_DIGITS) -> Decimal:
    """Return the number that is `value` times 10^-digits, without zeros at its end."""
    found = Decimal(value).scaleb(-digits).normalize() if value else Decimal(0)
    return found.quantize(Decimal(1)) if found == found.to_integral_value() else found


def exact_text(value: int, digits: int = MONEY_DIGITS) -> str:
    """Return it without an exponent: how the truth is written."""
    return f"{decimal(value, digits):f}"


def rounded(value: int, decimals: int, digits: int = MONEY_DIGITS) -> int:
    """Return the nearest number with so many decimals, halves away from zero."""
    unit: int = 10 ** (digits - decimals)
    size = (abs(value) + unit // 2) // unit * unit
    return -size if value < 0 else size


def presentable(value: int) -> int:
    """Return the nearest amount that has at most ten decimals and fifteen significant digits."""
    whole_digits = len(str(abs(value) // ONE))
    return rounded(value, min(10, SIGNIFICANT - whole_digits))


def java_text(value: int, digits: int) -> str:
    """Write one number as Java writes the nearest double."""
    if value == 0:
        return "0.0"
    sign = "-" if value < 0 else ""
    shown = str(abs(value)).rstrip("0")
    exponent = len(str(abs(value))) - 1 - digits
    if exponent < _SMALLEST_PLAIN_EXPONENT or exponent >= _SMALLEST_SCIENTIFIC:
        return f"{sign}{shown[0]}.{shown[1:] or '0'}E{exponent}"
    plain = exact_text(abs(value), digits)
    return f"{sign}{plain}" if "." in plain else f"{sign}{plain}.0"


def java_texts(values: Whole, digits: int) -> pa.Array:
    """Write many numbers as `java_text` writes one."""
    if not values.any():
        return pa.repeat("0.0", len(values))
    unit = 10**digits
    size = np.abs(values)
    whole, rest = np.divmod(size, unit)
    fraction = pc.utf8_slice_codeunits(_texts(rest + unit), 1)
    fraction = pc.utf8_rtrim(fraction, characters="0")
    fraction = pc.if_else(pc.equal(fraction, ""), "0", fraction)
    found = pc.binary_join_element_wise(_texts(whole), fraction, ".")
    found = _signed(found, values)
    small = (size > 0) & (size < 10 ** (digits + _SMALLEST_PLAIN_EXPONENT))
    if small.any():
        scientific = _signed(_scientific(size[small], digits), values[small])
        found = pc.replace_with_mask(found, pa.array(small), scientific)
    large = size >= unit * 10**_SMALLEST_SCIENTIFIC
    if large.any():
        written = [java_text(int(value), digits) for value in values[large]]
        found = pc.replace_with_mask(found, pa.array(large), pa.array(written))
    return found


def _signed(texts: pa.Array, values: Whole) -> pa.Array:
    if not (values < 0).any():
        return texts
    negative = pc.binary_join_element_wise("-", texts, "")
    return pc.if_else(pa.array(values < 0), negative, texts)


def _scientific(size: Whole, digits: int) -> pa.Array:
    texts = _texts(size)
    exponents = pc.subtract(pc.utf8_length(texts), digits + 1)
    rest = pc.utf8_rtrim(pc.utf8_slice_codeunits(texts, 1), characters="0")
    rest = pc.if_else(pc.equal(rest, ""), "0", rest)
    mantissas = pc.binary_join_element_wise(pc.utf8_slice_codeunits(texts, 0, 1), rest, ".")
    return pc.binary_join_element_wise(mantissas, exponents.cast(pa.string()), "E")


def _texts(values: Whole) -> Any:
    return pa.array(values).cast(pa.string())


def doubles(values: Whole, digits: int) -> Doubles:
    """Return the nearest double of every number.

    Up to 2^53 both sides of the division are exact, so its result is the nearest double; larger
    numbers end with zeros, and lose some first.
    """
    found = values / np.float64(10**digits)
    for place in np.flatnonzero(np.abs(values) >= _EXACT_IN_A_DOUBLE):
        found[place] = float(decimal(int(values[place]), digits))
    return np.asarray(found, np.float64)


def whole(values: Sequence[int]) -> Whole:
    """Return numbers as an array, or raise OverflowError for one that does not fit."""
    return np.array(values, dtype=np.int64)
