"""Accounts that come into a targeted unit get an instance; those that leave may lose theirs.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-manage-auto-deployment.html
"""

from __future__ import annotations

from landfast_sim.organizations.desk import Move
from landfast_sim.stack_sets import access
from landfast_sim.stack_sets.call import Shelf
from landfast_sim.stack_sets.model import Action, Place, StackSet
from landfast_sim.stack_sets.operations import Work, submit_automatic
from landfast_sim.stack_sets.targets import targeted_by


def follow(shelf: Shelf, move: Move) -> None:
    """Begin what an account's move asks for, in every StackSet that deploys by itself."""
    if not access.is_activated(shelf):
        return
    for stack_sets in shelf.stack_sets.values():
        for stack_set in stack_sets:
            if stack_set.status == "ACTIVE" and stack_set.auto_deployment.get("Enabled"):
                _follow(shelf, stack_set, move)


def _follow(shelf: Shelf, stack_set: StackSet, move: Move) -> None:
    wanted = _wanted(stack_set, move.account_id, move.above_now or ())
    had = {place for place in stack_set.instances if place[0] == move.account_id}
    arrived = {place: unit for place, unit in wanted.items() if place not in had}
    left = {place: stack_set.instances[place].unit for place in had if place not in wanted}
    for place in had & wanted.keys():
        stack_set.instances[place].unit = wanted[place]
    if left:
        retain = bool(stack_set.auto_deployment.get("RetainStacksOnAccountRemoval"))
        submit_automatic(shelf, stack_set, Work(Action.DELETE, left, retain=retain))
    if arrived:
        submit_automatic(shelf, stack_set, Work(Action.CREATE, arrived))


def _wanted(stack_set: StackSet, account: str, above: tuple[str, ...]) -> dict[Place, str | None]:
    unit = targeted_by(above, stack_set.units)
    if unit is None:
        return {}
    regions = [r for parent in above for r in stack_set.units.get(parent, [])]
    return {(account, region): unit for region in regions}
