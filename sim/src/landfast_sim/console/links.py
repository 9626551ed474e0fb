"""Where the pages about stacks and StackSets are."""

from __future__ import annotations

from urllib.parse import urlencode


def stacks_link(region: str) -> str:
    """Return the list of a region."""
    return "/cloudformation/stacks?" + urlencode({"region": region})


def stack_link(region: str, stack_id: str) -> str:
    """Return the page of one stack."""
    return "/cloudformation/stack?" + urlencode({"region": region, "stackId": stack_id})


def update_link(region: str, stack_id: str) -> str:
    """Return the page that updates a stack."""
    return "/cloudformation/update?" + urlencode({"region": region, "stackId": stack_id})


def stack_sets_link(region: str) -> str:
    """Return the list of StackSets of a region."""
    return "/cloudformation/stacksets?" + urlencode({"region": region})


def stack_set_link(region: str, name: str) -> str:
    """Return the page of one StackSet."""
    return "/cloudformation/stackset?" + urlencode({"region": region, "name": name})


def stack_set_update_link(region: str, name: str) -> str:
    """Return the page that updates a StackSet."""
    return "/cloudformation/stackset/edit?" + urlencode({"region": region, "name": name})


def stack_set_operation_link(region: str, name: str, operation_id: str) -> str:
    """Return the page of one operation."""
    named = {"region": region, "name": name, "operationId": operation_id}
    return "/cloudformation/stackset/operation?" + urlencode(named)
