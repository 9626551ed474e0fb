"""AWS's query protocol seen from the server, from botocore's model of the service.

A member that the model of an answer does not have is a KeyError, so nothing invented gets out.
https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from xml.sax.saxutils import escape

_Tree = dict[str, Any]


def read(shape: Any, parameters: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Return the members of a request (`Tags.member.1.Key=...`); their values are still texts."""
    tree: _Tree = {}
    for name, values in parameters.items():
        *branches, leaf = name.split(".")
        node = tree
        for branch in branches:
            found = node.setdefault(branch, {})
            node = found if isinstance(found, dict) else {}
        node[leaf] = values[0]
    members: dict[str, Any] = _value(shape, tree)
    return members


def _value(shape: Any, node: Any) -> Any:
    if shape.type_name == "structure":
        members = node if isinstance(node, dict) else {}
        return {
            name: _value(member, members[name])
            for name, member in shape.members.items()
            if name in members
        }
    if shape.type_name == "list":
        items = node.get("member", {}) if isinstance(node, dict) else {}
        return [_value(shape.member, items[number]) for number in sorted(items, key=int)]
    return node


def typed(shape: Any, value: Any) -> Any:
    """Return a request with its texts turned into booleans and numbers where `shape` has them."""
    if shape.type_name == "structure" and isinstance(value, dict):
        return {
            name: typed(shape.members[name], member) if name in shape.members else member
            for name, member in value.items()
        }
    if shape.type_name == "list" and isinstance(value, list):
        return [typed(shape.member, item) for item in value]
    if shape.type_name == "boolean" and isinstance(value, str):
        return value.lower() == "true"
    if shape.type_name == "integer" and isinstance(value, str) and value.isdigit():
        return int(value)
    return value


def write(shape: Any, value: Any) -> str:
    """Return a value as XML, without the element that it stands in."""
    if shape.type_name == "structure":
        return "".join(
            f"<{name}>{write(shape.members[name], member)}</{name}>"
            for name, member in value.items()
            if member is not None
        )
    if shape.type_name == "list":
        return "".join(f"<member>{write(shape.member, item)}</member>" for item in value)
    if shape.type_name == "boolean":
        return "true" if value else "false"
    if shape.type_name == "timestamp":
        return datetime.fromtimestamp(value, UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"
    return escape(str(value))
