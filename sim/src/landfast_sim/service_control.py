"""Service control policies on accounts of the organization, set by a test.

They bind every principal of a member account, its root user too, and nobody of the management
account. As in AWS, an account has the policy FullAWSAccess beside its own unless it is taken away.
https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ministack.core import iam_evaluator

from landfast_sim.organizations.model import Organization

Policy = dict[str, Any]

_FULL_ACCESS = {"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}


class ServiceControlPolicies:
    """The policies by account."""

    def __init__(self, organization: Callable[[], Organization]) -> None:
        """Bind the members of `organization`, as it is at the time of a call."""
        self._organization = organization
        self._by_account: dict[str, list[Policy]] = {}

    def reset(self) -> None:
        """Take every policy away."""
        self._by_account.clear()

    def set(self, wanted: dict[str, Any]) -> None:
        """Replace an account's policies from the admin API's JSON, or raise ValueError."""
        unknown = sorted(set(wanted) - {"account", "policies", "full_access"})
        if unknown:
            message = f"expected account, policies, full_access, found {unknown[0]!r}"
            raise ValueError(message)
        account, policies = wanted.get("account"), wanted.get("policies")
        organization = self._organization()
        if account not in organization.members or account == organization.management.account_id:
            message = f"account: expected a linked account of the organization, found {account!r}"
            raise ValueError(message)
        if not isinstance(policies, list):
            message = f"policies: expected a list of policy documents, found {policies!r}"
            raise ValueError(message)  # noqa: TRY004 - the caller's data
        for policy in policies:
            problem = iam_evaluator.validate_policy_document(policy)
            if problem is not None:
                message = f"policies: {problem}"
                raise ValueError(message)
        full_access = [_FULL_ACCESS] if wanted.get("full_access", True) else []
        self._by_account[account] = [*full_access, *policies]

    def as_json(self) -> dict[str, list[Policy]]:
        """Return the policies by account, FullAWSAccess included."""
        return dict(self._by_account)

    def binding(self, account_id: str) -> list[Policy] | None:
        """Return the policies that bind an account's principals; None if nothing does."""
        if account_id not in self._organization().members:
            return None
        return self._by_account.get(account_id)
