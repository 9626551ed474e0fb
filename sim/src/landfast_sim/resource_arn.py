"""The ARN that an IAM call is authorized on: with the path of the role or user it names.

ministack 1.5.33 leaves the path out, so that a policy for `role/service/x` never matches, and knows
no resource for SimulatePrincipalPolicy. Resource types of each action:
https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
"""

from __future__ import annotations

from typing import Any

from ministack.core import iam_actions
from ministack.services import iam

_SERVICE_ARGUMENT = 0
_QUERY_ARGUMENT = 5
_ACCOUNT_ARGUMENT = 7


def install() -> None:
    """Wrap ministack's construction of resource ARNs."""
    construct = iam_actions.extract_resource_arn

    def with_path(*request: Any) -> str:
        arn = str(construct(*request))
        if request[_SERVICE_ARGUMENT] != "iam":
            return arn
        source = request[_QUERY_ARGUMENT].get("PolicySourceArn")
        if source:
            return str(source[0])
        return _stored_arn(arn, request[_ACCOUNT_ARGUMENT])

    iam_actions.extract_resource_arn = with_path


def _stored_arn(arn: str, account_id: str) -> str:
    resource = arn.rpartition(":")[2]
    kind, _, name = resource.partition("/")
    store = {"role": iam._roles, "user": iam._users}.get(kind)
    found = store.get_scoped(account_id, None, name) if store is not None else None
    return str(found["Arn"]) if found else arn
