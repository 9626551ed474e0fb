"""The access roles of the seeded accounts, made when an account is first looked at.

An organization of thousands of accounts would otherwise need seconds to start. Nobody can tell the
difference: every request passes here before it is served.
"""

from __future__ import annotations

from collections.abc import Iterable

from ministack.services import iam

from landfast_sim import world
from landfast_sim.organizations.accounts import FurnishAccount
from landfast_sim.propagation import Visibility
from landfast_sim.request_facts import RequestFacts


class Furnishing:
    """Knows which accounts still lack their role."""

    def __init__(self, furnish_account: FurnishAccount, roles: Visibility) -> None:
        """Make roles with `furnish_account`, as old ones: they are visible in `roles` at once."""
        self._furnish_account = furnish_account
        self._roles = roles
        self._bare: set[str] = set()

    def reset(self, accounts: Iterable[str]) -> None:
        """Start over with these accounts, none of which has its role."""
        self._bare = set(accounts)

    async def before(self, facts: RequestFacts) -> None:
        """Make the roles of the caller's account and of the one that the call is aimed at."""
        for account_id in (facts.account, facts.target_account):
            if account_id is not None:
                await self.furnish(account_id)

    async def furnish(self, account_id: str) -> None:
        """Make the role of one account if it lacks it."""
        if account_id not in self._bare:
            return
        self._bare.discard(account_id)
        name = world.MEMBER_ACCESS_ROLE_NAME
        await self._furnish_account(account_id, name, world.PAYER.account_id)
        self._roles.is_old(iam._roles.get_scoped(account_id, None, name))
