"""What a service's model says of values and botocore's validator does not look at.

Enumerations, patterns and greatest lengths, refused in the words that AWS's services share.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any


def broken(value: Any, shape: Any, path: str = "") -> list[str]:
    """Return what is wrong with `value`, a line each."""
    return list(_broken(value, shape, path))


def message(found: list[str]) -> str:
    """Return the refusal."""
    noun = "error" if len(found) == 1 else "errors"
    return f"{len(found)} validation {noun} detected: " + "; ".join(found)


def _broken(value: Any, shape: Any, path: str) -> Iterator[str]:
    if shape.type_name == "structure":
        for name, member in value.items():
            if name in shape.members:
                below = f"{path}.{name[0].lower()}{name[1:]}".lstrip(".")
                yield from _broken(member, shape.members[name], below)
    elif shape.type_name == "list":
        for number, member in enumerate(value, start=1):
            yield from _broken(member, shape.member, f"{path}.{number}.member")
    elif shape.type_name == "string":
        yield from _broken_text(str(value), shape, path)


def _broken_text(value: str, shape: Any, path: str) -> Iterator[str]:
    start = f"Value '{value}' at '{path}' failed to satisfy constraint: Member must"
    allowed, longest = shape.metadata.get("enum"), shape.metadata.get("max")
    pattern = shape.metadata.get("pattern")
    if allowed and value not in allowed:
        yield f"{start} satisfy enum value set: [{', '.join(allowed)}]"
    if longest is not None and len(value) > longest:
        yield f"{start} have length less than or equal to {longest}"
    if pattern is not None and not re.fullmatch(pattern, value):
        yield f"{start} satisfy regular expression pattern: {pattern}"
