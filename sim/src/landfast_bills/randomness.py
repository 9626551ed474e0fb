"""Numbers that look random and are the same in every run, for one key or for millions.

Splitmix64, a counter that is mixed well: whatever is asked for, in whatever order and in batches of
whatever size, the answer is the same. https://prng.di.unimi.it/splitmix64.c
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TypeVar

import numpy as np
import numpy.typing as npt

_STEP = 0x9E3779B97F4A7C15
_FIRST = 0xBF58476D1CE4E5B9
_SECOND = 0x94D049BB133111EB
_MASK = (1 << 64) - 1

_T = TypeVar("_T")
Keys = npt.NDArray[np.uint64]


def mixed(keys: Keys) -> Keys:
    """Return 64 mixed bits for every key."""
    state = keys * np.uint64(_STEP) + np.uint64(_STEP)
    state = (state ^ (state >> np.uint64(30))) * np.uint64(_FIRST)
    state = (state ^ (state >> np.uint64(27))) * np.uint64(_SECOND)
    return np.asarray(state ^ (state >> np.uint64(31)), np.uint64)


class Dice:
    """A sequence of choices for one thing, named by its key."""

    def __init__(self, *key: object) -> None:
        """Begin at what the key says."""
        text = "/".join(str(part) for part in key)
        self._state = int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big")

    def below(self, end: int) -> int:
        """Return a number from 0 until before `end`."""
        self._state = (self._state + _STEP) & _MASK
        mixing = self._state
        mixing = ((mixing ^ (mixing >> 30)) * _FIRST) & _MASK
        mixing = ((mixing ^ (mixing >> 27)) * _SECOND) & _MASK
        return (mixing ^ (mixing >> 31)) % end

    def one_of(self, choices: Sequence[_T]) -> _T:
        """Return one of the choices."""
        return choices[self.below(len(choices))]

    def letters(self, length: int, alphabet: str = "0123456789abcdef") -> str:
        """Return text of the alphabet's letters."""
        return "".join(alphabet[self.below(len(alphabet))] for _ in range(length))
