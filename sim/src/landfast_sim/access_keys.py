"""Access keys of users and of the root user, as IAM handles them.

ministack 1.5.33 knows no keys of the root user but the account id itself, sets no limit, does not
remember when a key was used, and takes calls without a UserName for a user called "default".
https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html
"""

from __future__ import annotations

import secrets
import string
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from xml.sax.saxutils import escape

from ministack.core import iam_evaluator
from ministack.core.responses import get_account_id
from ministack.services import iam, sts

from landfast_sim.clock import SimClock
from landfast_sim.propagation import Visibility

Parameters = dict[str, Any]
Answer = tuple[int, dict[str, str], bytes]
Handler = Callable[[Parameters], Answer]

MAX_KEYS = 2
"""https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html"""

ROOT = ":root"
"""The owner of a root user's keys in ministack's store: no user can be called that."""

_OWN_KEY_CALLS = ("CreateAccessKey", "ListAccessKeys", "UpdateAccessKey", "DeleteAccessKey")
_BASE32 = string.ascii_uppercase + "234567"
_SECRET = string.ascii_letters + string.digits + "+/"
_TIME = "%Y-%m-%dT%H:%M:%SZ"


class AccessKeys:
    """Stands before ministack's handlers of keys and behind its check of credentials."""

    def __init__(self, clock: SimClock, visibility: Visibility) -> None:
        """Ask `visibility` whether a key has become visible; note uses by `clock`."""
        self._clock = clock
        self._visibility = visibility
        self._last_used: dict[str, tuple[float, str, str]] = {}

    def install(self) -> None:
        """Wrap ministack."""
        self._visibility.watch(iam._access_keys)
        handlers: dict[str, Handler] = iam._IAM_HANDLERS
        handlers["CreateAccessKey"] = self._create
        handlers["GetAccessKeyLastUsed"] = self._show_last_used
        for action in _OWN_KEY_CALLS:
            handlers[action] = _for_caller(handlers[action])
        self._judge_credentials()
        self._note_uses()

    def reset(self) -> None:
        """Forget every use."""
        self._last_used.clear()

    def _judge_credentials(self) -> None:
        resolve_known = iam_evaluator.resolve_credential

        def resolve(access_key_id: str, *rest: Any, **more: Any) -> Any:
            found = resolve_known(access_key_id, *rest, **more)
            if not isinstance(found, iam_evaluator.ResolvedCredential):
                return found
            record = iam._access_keys.get_scoped(found.account_id, None, access_key_id)
            if record is None:
                return found  # a session, or the account id that stands for the root user
            if not self._visibility.visible(record):
                return iam_evaluator._unknown_access_key()
            return _as_root(found) if record["UserName"] == ROOT else found

        iam_evaluator.resolve_credential = resolve
        sts.resolve_credential = resolve
        describe_known = iam_evaluator.resolve_caller_identity

        def describe(access_key_id: str) -> dict[str, Any] | None:
            found: dict[str, Any] | None = describe_known(access_key_id)
            if found is None or not str(found["userArn"]).endswith(f":user/{ROOT}"):
                return found
            account_id = str(found["accountId"])
            return {**found, "userArn": f"arn:aws:iam::{account_id}:root", "userId": account_id}

        iam_evaluator.resolve_caller_identity = describe

    def _note_uses(self) -> None:
        check = iam_evaluator.authenticate

        def authenticate(access_key_id: str, account_id: str) -> Any:
            request = iam_evaluator._signed_request.get()
            found = check(access_key_id, account_id)
            if request is not None and isinstance(found, iam_evaluator.ResolvedCredential):
                region, service = _scope(request.headers.get("authorization", ""))
                self._last_used[access_key_id] = (self._clock.now(), region, service)
            return found

        iam_evaluator.authenticate = authenticate

    def _create(self, parameters: Parameters) -> Answer:
        user = iam._p(parameters, "UserName")
        if user != ROOT and user not in iam._users:
            message = f"The user with name {user} cannot be found."
            return _refusal(404, "NoSuchEntity", message)
        if sum(key["UserName"] == user for key in iam._access_keys.values()) >= MAX_KEYS:
            message = f"Cannot exceed quota for AccessKeysPerUser: {MAX_KEYS}"
            return _refusal(409, "LimitExceeded", message)
        key = {
            "UserName": user,
            "AccessKeyId": _new_id(get_account_id()),
            "SecretAccessKey": "".join(secrets.choice(_SECRET) for _ in range(40)),
            "Status": "Active",
            "CreateDate": datetime.fromtimestamp(self._clock.now(), UTC).strftime(_TIME),
        }
        iam._access_keys[key["AccessKeyId"]] = key
        members = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in key.items())
        return _success("CreateAccessKey", f"<AccessKey>{members}</AccessKey>")

    def _show_last_used(self, parameters: Parameters) -> Answer:
        key_id = iam._p(parameters, "AccessKeyId")
        key = iam._access_keys.get(key_id)
        if key is None:
            message = f"The Access Key with id {key_id} cannot be found"
            return _refusal(404, "NoSuchEntity", message)
        region, service, used = "N/A", "N/A", ""
        if key_id in self._last_used:
            time, region, service = self._last_used[key_id]
            used = datetime.fromtimestamp(time, UTC).strftime(_TIME)
        date = f"<LastUsedDate>{used}</LastUsedDate>" if used else ""
        last_used = f"{date}<Region>{region}</Region><ServiceName>{service}</ServiceName>"
        user = f"<UserName>{escape(key['UserName'])}</UserName>"
        shape = f"{user}<AccessKeyLastUsed>{last_used}</AccessKeyLastUsed>"
        return _success("GetAccessKeyLastUsed", shape)


def own_user_name() -> str | None:
    """Return whose keys a call without a UserName is about: the caller's, user or root user."""
    arn = str(iam_evaluator.caller_arn())
    if arn.endswith(":root"):
        return ROOT
    return arn.rpartition("/")[2] if ":user/" in arn else None


def owner_of(access_key_id: str) -> str | None:
    """Return the name of the user that has a key in the calling account."""
    key = iam._access_keys.get(access_key_id)
    return str(key["UserName"]) if key is not None else None


def _for_caller(serve: Handler) -> Handler:
    def handle(parameters: Parameters) -> Answer:
        if iam._p(parameters, "UserName"):
            return serve(parameters)
        own = own_user_name()
        if own is None:
            message = "Must specify userName when calling with non-User credentials"
            return _refusal(400, "ValidationError", message)
        return serve({**parameters, "UserName": [own]})

    return handle


def _as_root(credential: Any) -> Any:
    return replace(
        credential,
        principal_arn=f"arn:aws:iam::{credential.account_id}:root",
        principal_id=credential.account_id,
        principal_type="Root",
        principal_name="",
    )


_SCOPE_FIELDS = 5


def _scope(authorization: str) -> tuple[str, str]:
    """Return the region and service that a signature is scoped to."""
    scope = authorization.partition("Credential=")[2].partition(",")[0].split("/")
    return (scope[2], scope[3]) if len(scope) == _SCOPE_FIELDS else ("N/A", "N/A")


def _new_id(account_id: str) -> str:
    """Return a key id that carries its account, as AWS's do: 40 of the bits after the prefix."""
    bits = (1 << 49) | (int(account_id) << 9) | secrets.randbelow(1 << 9)
    account = "".join(_BASE32[bits >> shift & 31] for shift in range(45, -5, -5))
    return "AKIA" + account + "".join(secrets.choice(_BASE32) for _ in range(6))


def _success(action: str, result: str) -> Answer:
    body = f"<{action}Result>{result}</{action}Result>"
    answer: Answer = iam._xml(200, f"{action}Response", body, ns="iam")
    return answer


def _refusal(status: int, code: str, message: str) -> Answer:
    answer: Answer = iam._error(status, code, message, ns="iam")
    return answer
