"""Where the pages about stacks are."""

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
