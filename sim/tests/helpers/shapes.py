"""Whether an answer fits botocore's service model: the wire truth."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from botocore.model import ListShape, MapShape, Shape, StringShape, StructureShape

_SCALARS: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "integer": int,
    "long": int,
    "boolean": bool,
    "double": float,
    "float": float,
    "timestamp": datetime,
    "blob": (bytes, bytearray),
}


def misfits(client: Any, operation: str, answer: dict[str, Any]) -> list[str]:
    """Every place where a parsed answer of `operation` (`list_accounts`) breaks its model."""
    model = client.meta.service_model.operation_model(client.meta.method_to_api_mapping[operation])
    found: list[str] = []
    body = {name: value for name, value in answer.items() if name != "ResponseMetadata"}
    if model.output_shape is None:
        return [f"{name}: nothing expected" for name in body]
    _walk(model.output_shape, body, operation, found.append)
    return found


def _walk(shape: Shape, value: Any, where: str, report: Callable[[str], None]) -> None:
    if isinstance(shape, StructureShape):
        _structure(shape, value, where, report)
    elif isinstance(shape, ListShape):
        if not isinstance(value, list):
            report(f"{where}: expected a list, found {value!r}")
            return
        for index, item in enumerate(value):
            _walk(shape.member, item, f"{where}[{index}]", report)
    elif isinstance(shape, MapShape):
        for key, item in value.items():
            _walk(shape.value, item, f"{where}[{key!r}]", report)
    else:
        _scalar(shape, value, where, report)


def _structure(shape: Any, value: Any, where: str, report: Callable[[str], None]) -> None:
    if not isinstance(value, dict):
        report(f"{where}: expected a structure, found {value!r}")
        return
    for name in shape.required_members:
        if name not in value:
            report(f"{where}.{name}: required, missing")
    for name, item in value.items():
        if name not in shape.members:
            report(f"{where}.{name}: not in the model")
        elif not getattr(shape.members[name], "is_document_type", False):
            _walk(shape.members[name], item, f"{where}.{name}", report)


def _scalar(shape: Shape, value: Any, where: str, report: Callable[[str], None]) -> None:
    if isinstance(value, dict) and shape.type_name == "string":
        return  # a JSON document that botocore has already decoded (a policy)
    expected = _SCALARS.get(shape.type_name)
    if expected is not None and not isinstance(value, expected):
        report(f"{where}: expected {shape.type_name}, found {value!r}")
    elif isinstance(shape, StringShape) and shape.enum and value not in shape.enum:
        report(f"{where}: expected one of {shape.enum}, found {value!r}")
