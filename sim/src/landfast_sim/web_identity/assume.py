"""AssumeRoleWithWebIdentity: the token is verified before the trust policy is asked.

https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from ministack import app as ministack_app
from ministack.core import iam_evaluator
from ministack.core.responses import get_region
from ministack.services import iam, sts

from landfast_sim.assume_role import DEFAULT_DURATION_SECONDS, find_role, is_role_arn, parameters_of
from landfast_sim.clock import SimClock
from landfast_sim.propagation import Visibility
from landfast_sim.role_sessions import RoleSession, open_session, timestamp
from landfast_sim.web_identity import providers
from landfast_sim.web_identity.issuers import Issuers, UnreachableError, UnusableError
from landfast_sim.web_identity.jws import Token

Answer = tuple[int, dict[str, str], bytes]
Handler = Callable[..., Awaitable[Answer]]

ACTION = "AssumeRoleWithWebIdentity"
SKEW_SECONDS = 300
"""How far in the future a token may have been issued. AWS does not document its tolerance."""

_NO_KEY = (
    "Couldn't retrieve verification key from your identity provider,  please reference "
    "AssumeRoleWithWebIdentity documentation for requirements"
)


class _RefusedError(Exception):
    """A refusal with its code; HTTP 400 as all of this operation's own errors."""

    def __init__(self, code: str, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.code = code
        self.status = status


def _invalid(message: str) -> _RefusedError:
    return _RefusedError("InvalidIdentityToken", message)


@dataclass(frozen=True)
class _Identity:
    """Who a verified token speaks of."""

    provider_arn: str
    issuer: str
    subject: str
    audience: str
    keys: dict[str, Any]
    """The condition keys of the trust policy, in lower case."""


class WebIdentity:
    """Serves the operation."""

    def __init__(self, clock: SimClock, issuers: Issuers, visibility: Visibility) -> None:
        """Judge tokens by `clock`; a role that is not visible yet is not there."""
        self._clock = clock
        self._issuers = issuers
        self._visibility = visibility

    def install(self) -> None:
        """Wrap ministack's handler of STS."""
        serve: Handler = ministack_app.SERVICE_HANDLERS["sts"]

        async def handle(
            method: str, path: str, headers: dict[str, str], body: bytes, query: dict[str, Any]
        ) -> Answer:
            parameters = parameters_of(body, query)
            if parameters.get("Action") != ACTION:
                return await serve(method, path, headers, body, query)
            try:
                return await self._assume(parameters)
            except _RefusedError as error:
                refusal: Answer = sts._error(error.status, error.code, escape(str(error)), ns="sts")
                return refusal

        ministack_app.SERVICE_HANDLERS["sts"] = handle

    async def _assume(self, parameters: dict[str, str]) -> Answer:
        role_arn = parameters.get("RoleArn", "")
        if not is_role_arn(role_arn):
            raise _RefusedError("ValidationError", f"Invalid RoleArn: {role_arn}")
        identity = await self._verified(parameters.get("WebIdentityToken", ""), role_arn)
        role = find_role(role_arn)
        if role is None or not self._visibility.visible(role) or not _trusted(role, identity):
            message = f"Not authorized to perform sts:{ACTION}"
            raise _RefusedError("AccessDenied", message, 403)
        wanted = int(parameters.get("DurationSeconds") or DEFAULT_DURATION_SECONDS)
        if wanted > int(role.get("MaxSessionDuration", DEFAULT_DURATION_SECONDS)):
            message = (
                "The requested DurationSeconds exceeds the MaxSessionDuration set for this role."
            )
            raise _RefusedError("ValidationError", message)
        return self._session(role, parameters, identity, wanted)

    async def _verified(self, text: str, role_arn: str) -> _Identity:
        try:
            token = Token.parse(text)
        except ValueError as error:
            message = "The ID Token provided is not a valid JWT."
            raise _invalid(message) from error
        for claim in ("iss", "sub", "aud", "exp", "iat"):
            if claim not in token.claims:
                raise _invalid(f"Missing a required claim: {claim}")
        issuer = str(token.claims["iss"])
        head, account_id = role_arn.split(":")[1], role_arn.split(":")[4]
        provider_arn = (
            f"arn:{head}:iam::{account_id}:oidc-provider/{providers.without_scheme(issuer)}"
        )
        provider = providers.find(account_id, provider_arn)
        if provider is None or provider["Url"] != issuer:
            message = f"No OpenIDConnect provider found in your account for {issuer}"
            raise _invalid(message)
        await self._check_signature(token, issuer)
        self._check_times(token.claims)
        audience = _audience(token.claims, provider["ClientIDList"])
        prefix = providers.without_scheme(issuer).lower()
        keys = {f"{prefix}:sub": str(token.claims["sub"]), f"{prefix}:aud": audience}
        if "amr" in token.claims:
            keys[f"{prefix}:amr"] = token.claims["amr"]
        return _Identity(provider_arn, issuer, str(token.claims["sub"]), audience, keys)

    async def _check_signature(self, token: Token, issuer: str) -> None:
        try:
            keys = await self._issuers.keys(issuer)
        except UnreachableError as error:
            message = f"Identity provider could not be reached: {error}"
            raise _RefusedError("IDPCommunicationError", message) from error
        except UnusableError as error:
            raise _invalid(_NO_KEY) from error
        kid = token.header.get("kid")
        if not [key for key in keys if kid is None or key.get("kid") == kid]:
            raise _invalid(_NO_KEY)
        try:
            signed = token.signed_by(keys)
        except ValueError as error:
            raise _invalid(_NO_KEY) from error
        if not signed:
            raise _invalid("The signature of the token is invalid.")

    def _check_times(self, claims: dict[str, Any]) -> None:
        now = self._clock.now()
        times = {name: claims[name] for name in ("exp", "iat", "nbf") if name in claims}
        for name, value in times.items():
            if isinstance(value, bool) or not isinstance(value, (int, float)):
                raise _invalid(f"The claim {name} is not a number of seconds.")
        if now >= times["exp"]:
            message = (
                f"Token expired: current date/time {int(now)} must be before the expiration "
                f"date/time {int(times['exp'])}"
            )
            raise _RefusedError("ExpiredTokenException", message)
        if times.get("nbf", 0) > now + SKEW_SECONDS or times["iat"] > now + SKEW_SECONDS:
            raise _invalid("The token is not valid yet.")

    def _session(
        self, role: dict[str, Any], parameters: dict[str, str], identity: _Identity, seconds: int
    ) -> Answer:
        lists = {key: [value] for key, value in parameters.items()}
        policies, refusal = sts._session_policies(lists, role["Arn"].split(":")[4])
        if refusal is not None:
            malformed: Answer = refusal
            return malformed
        session = open_session(
            role,
            parameters.get("RoleSessionName", ""),
            self._clock.now() + seconds,
            policies if any(policies.values()) else None,
        )
        return _answer(session, identity)


def _audience(claims: dict[str, Any], client_ids: list[str]) -> str:
    """Return the audience that counts: the authorized party if there is one, as in AWS."""
    named = claims.get("azp") or claims["aud"]
    for audience in named if isinstance(named, list) else [named]:
        if audience in client_ids:
            return str(audience)
    raise _invalid("Incorrect token audience")


def _trusted(role: dict[str, Any], identity: _Identity) -> bool:
    context = iam_evaluator.EvalContext(
        principal_arn=identity.provider_arn,
        principal_type="WebIdentityUser",
        principal_account=role["Arn"].split(":")[4],
        action=f"sts:{ACTION}",
        resource_arn=role["Arn"],
        region=get_region(),
        service_context=identity.keys,
    )
    trust = role.get("AssumeRolePolicyDocument", "{}")
    return bool(iam_evaluator.evaluate_trust_policy(trust, identity.provider_arn, context))


def _answer(session: RoleSession, identity: _Identity) -> Answer:
    result = {
        "Credentials": {
            "AccessKeyId": session.access_key_id,
            "SecretAccessKey": session.secret_access_key,
            "SessionToken": session.session_token,
            "Expiration": timestamp(session.expires),
        },
        "AssumedRoleUser": {"AssumedRoleId": session.user_id, "Arn": session.arn},
        "SubjectFromWebIdentityToken": identity.subject,
        "Audience": identity.audience,
        "Provider": identity.provider_arn,
        "PackedPolicySize": "0",
    }
    body = f"<{ACTION}Result>{_xml(result)}</{ACTION}Result>"
    answer: Answer = iam._xml(200, f"{ACTION}Response", body, ns="sts")
    return answer


def _xml(value: dict[str, Any] | str) -> str:
    if isinstance(value, str):
        return escape(value)
    return "".join(f"<{name}>{_xml(member)}</{name}>" for name, member in value.items())
