"""The errors of Organizations that the operations here can answer."""

from __future__ import annotations

from typing import Any


class OrganizationsError(Exception):
    """An answer with an error; every one of them is HTTP 400, as in the service's model."""

    def __init__(self, code: str, message: str, **members: str) -> None:
        """Carry the error's shape name, its message and its other members (Reason)."""
        super().__init__(message)
        self.code = code
        self.members = members

    def as_json(self) -> dict[str, Any]:
        """Return the body of the answer."""
        return {"__type": self.code, "Message": str(self), **self.members}


def not_in_use() -> OrganizationsError:
    """Return the answer to an account without an organization."""
    message = "Your account is not a member of an organization."
    return OrganizationsError("AWSOrganizationsNotInUseException", message)


def access_denied() -> OrganizationsError:
    """Return the answer to a member that is not the management account."""
    message = "You don't have permissions to access this resource."
    return OrganizationsError("AccessDeniedException", message)


def invalid_input(reason: str, message: str) -> OrganizationsError:
    """Return the answer to a request that the service cannot read."""
    return OrganizationsError("InvalidInputException", message, Reason=reason)


def constraint(reason: str, message: str) -> OrganizationsError:
    """Return the answer to a request that a rule of the service forbids."""
    return OrganizationsError("ConstraintViolationException", message, Reason=reason)


def missing(kind: str) -> OrganizationsError:
    """Return the answer about something that does not exist, by the kind of thing it is."""
    code, message = _MISSING[kind]
    return OrganizationsError(code, message)


_MISSING = {
    "account": ("AccountNotFoundException", "You specified an account that doesn't exist."),
    "child": ("ChildNotFoundException", "You specified a child that doesn't exist."),
    "creation": (
        "CreateAccountStatusNotFoundException",
        "You specified a create account request that doesn't exist.",
    ),
    "destination": (
        "DestinationParentNotFoundException",
        "You specified a destination parent that doesn't exist.",
    ),
    "parent": ("ParentNotFoundException", "You specified parent that doesn't exist."),
    "source": (
        "SourceParentNotFoundException",
        "You specified a source parent that doesn't exist.",
    ),
    "target": ("TargetNotFoundException", "You specified a target that doesn't exist."),
    "unit": (
        "OrganizationalUnitNotFoundException",
        "You specified an organizational unit that doesn't exist.",
    ),
}
