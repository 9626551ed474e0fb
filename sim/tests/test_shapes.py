"""The contract helper finds what breaks a model; otherwise the contract tests prove nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from helpers.aws import Aws
from helpers.shapes import misfits

ROLE: dict[str, Any] = {
    "Path": "/",
    "RoleName": "r",
    "RoleId": "AROA1",
    "Arn": "arn:aws:iam::111122223333:role/r",
    "CreateDate": datetime(2024, 1, 1, tzinfo=UTC),
}


@pytest.mark.parametrize(
    ("operation", "answer", "expected"),
    [
        ("get_role", {"Role": ROLE}, []),
        ("get_role", {}, ["get_role.Role: required, missing"]),
        ("get_role", {"Role": {**ROLE, "X": 1}}, ["get_role.Role.X: not in the model"]),
        ("get_role", {"Role": {**ROLE, "RoleId": 5}}, ["get_role.Role.RoleId: expected string"]),
        ("get_role", {"Role": []}, ["get_role.Role: expected a structure"]),
        (
            "list_roles",
            {"Roles": [{**ROLE, "CreateDate": "x"}]},
            ["list_roles.Roles[0].CreateDate"],
        ),
        ("list_roles", {"Roles": {}}, ["list_roles.Roles: expected a list"]),
        ("delete_role", {"Left": 1}, ["Left: nothing expected"]),
        (
            "list_access_keys",
            {"AccessKeyMetadata": [{"Status": "Sleeping"}]},
            ["list_access_keys.AccessKeyMetadata[0].Status: expected one of"],
        ),
    ],
)
def test_misfits(aws: Aws, operation: str, answer: dict[str, Any], expected: list[str]) -> None:
    found = misfits(aws.root(aws.home, "iam"), operation, answer)
    assert len(found) == len(expected)
    assert all(line.startswith(start) for line, start in zip(found, expected, strict=True))
