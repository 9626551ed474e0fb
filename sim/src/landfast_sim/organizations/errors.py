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


def account_not_found() -> OrganizationsError:
    """Return the answer for an account outside the organization."""
    message = "You specified an account that doesn't exist."
    return OrganizationsError("AccountNotFoundException", message)


def parent_not_found() -> OrganizationsError:
    """Return the answer for a root or unit that does not exist."""
    message = "You specified parent that doesn't exist."
    return OrganizationsError("ParentNotFoundException", message)


def child_not_found() -> OrganizationsError:
    """Return the answer for an account or unit that does not exist."""
    message = "You specified a child that doesn't exist."
    return OrganizationsError("ChildNotFoundException", message)


def target_not_found() -> OrganizationsError:
    """Return the answer for a resource to tag that does not exist."""
    message = "You specified a target that doesn't exist."
    return OrganizationsError("TargetNotFoundException", message)
