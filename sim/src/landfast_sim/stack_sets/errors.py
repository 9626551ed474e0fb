"""The refusals of StackSets, in the words of CloudFormation."""

from __future__ import annotations


class StackSetError(Exception):
    """An answer with an error."""

    def __init__(self, code: str, message: str, status: int = 400) -> None:
        """Carry the error's code, its message and the HTTP status."""
        super().__init__(message)
        self.code = code
        self.status = status


def invalid(message: str) -> StackSetError:
    """Return the answer to a request that cannot be meant."""
    return StackSetError("ValidationError", message)


def invalid_operation(message: str) -> StackSetError:
    """Return the answer to what is not allowed in this state."""
    return StackSetError("InvalidOperationException", message)


def not_found(name: str) -> StackSetError:
    """Return the answer about a StackSet that does not exist."""
    return StackSetError("StackSetNotFoundException", f"StackSet {name} not found", 404)


def instance_not_found(name: str, account: str, region: str) -> StackSetError:
    """Return the answer about an instance that does not exist."""
    message = f"Stack instance not found for stack set {name}, account {account}, region {region}"
    return StackSetError("StackInstanceNotFoundException", message, 404)


def operation_not_found(operation_id: str) -> StackSetError:
    """Return the answer about an operation that does not exist."""
    message = f"Operation {operation_id} not found"
    return StackSetError("OperationNotFoundException", message, 404)


def in_progress(arn: str) -> StackSetError:
    """Return the answer while another operation runs."""
    message = f"Another Operation on StackSet {arn} is in progress"
    return StackSetError("OperationInProgressException", message, 409)


def operation_exists(operation_id: str) -> StackSetError:
    """Return the answer to an operation id that was used for something else."""
    message = f"Operation with id {operation_id} already exists"
    return StackSetError("OperationIdAlreadyExistsException", message, 409)


def name_taken(name: str) -> StackSetError:
    """Return the answer to a name that is in use."""
    message = f"StackSet {name} already exists"
    return StackSetError("NameAlreadyExistsException", message, 409)


def not_empty() -> StackSetError:
    """Return the answer to deleting a StackSet with instances."""
    return StackSetError("StackSetNotEmptyException", "StackSet is not empty", 409)
