"""OIDC providers in IAM, by its API and by CloudFormation.

ministack 1.5.33 takes any URL, gives it back with its scheme and leaves the thumbprints out; it has
no calls for client ids and no resource type.
https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from xml.sax.saxutils import escape

from ministack.core.responses import get_account_id
from ministack.services import iam
from ministack.services.cloudformation import provisioners

from landfast_sim.web_identity.issuers import Issuers

Parameters = dict[str, Any]
Provider = dict[str, Any]
Answer = tuple[int, dict[str, str], bytes]
Handler = Callable[[Parameters], Answer]

TYPE = "AWS::IAM::OIDCProvider"


def without_scheme(url: str) -> str:
    """Return a URL as IAM names providers and condition keys."""
    return url.partition("://")[2]


def find(account_id: str, arn: str) -> Provider | None:
    """Return a provider of an account."""
    found: Provider | None = iam._oidc_providers.get_scoped(account_id, None, arn)
    return found


def install(issuers: Issuers) -> None:
    """Replace and add IAM's calls and the resource type."""
    handlers: dict[str, Handler] = iam._IAM_HANDLERS
    create = handlers["CreateOpenIDConnectProvider"]

    def create_acceptable(parameters: Parameters) -> Answer:
        if not issuers.acceptable(iam._p(parameters, "Url")):
            return _refusal(400, "InvalidInput", "Invalid Open ID Connect Provider URL")
        return create(parameters)

    handlers["CreateOpenIDConnectProvider"] = create_acceptable
    handlers["GetOpenIDConnectProvider"] = _known(_get)
    handlers["AddClientIDToOpenIDConnectProvider"] = _known(_add_client_id)
    handlers["RemoveClientIDFromOpenIDConnectProvider"] = _known(_remove_client_id)
    handlers["UpdateOpenIDConnectProviderThumbprint"] = _known(_update_thumbprints)
    provisioners._RESOURCE_HANDLERS[TYPE] = {
        "create": _create_in_stack(issuers),
        "update": _update_in_stack(issuers),
        "delete": lambda physical_id, _properties: iam._oidc_providers.pop(physical_id, None),
    }


def _known(serve: Callable[[Parameters, Provider], Answer]) -> Handler:
    def handle(parameters: Parameters) -> Answer:
        arn = iam._p(parameters, "OpenIDConnectProviderArn")
        provider = find(get_account_id(), arn)
        if provider is None:
            return _refusal(404, "NoSuchEntity", f"OpenIDConnect Provider not found for arn {arn}")
        return serve(parameters, provider)

    return handle


def _get(_parameters: Parameters, provider: Provider) -> Answer:
    tags = "".join(
        f"<member><Key>{escape(tag['Key'])}</Key><Value>{escape(tag['Value'])}</Value></member>"
        for tag in provider.get("Tags", [])
    )
    shape = (
        f"<Url>{escape(without_scheme(provider['Url']))}</Url>"
        f"<ClientIDList>{_members(provider['ClientIDList'])}</ClientIDList>"
        f"<ThumbprintList>{_members(provider['ThumbprintList'])}</ThumbprintList>"
        f"<CreateDate>{provider['CreateDate']}</CreateDate><Tags>{tags}</Tags>"
    )
    return _success("GetOpenIDConnectProvider", shape)


def _add_client_id(parameters: Parameters, provider: Provider) -> Answer:
    client_id = iam._p(parameters, "ClientID")
    if client_id not in provider["ClientIDList"]:
        provider["ClientIDList"].append(client_id)
    return _success("AddClientIDToOpenIDConnectProvider")


def _remove_client_id(parameters: Parameters, provider: Provider) -> Answer:
    client_id = iam._p(parameters, "ClientID")
    provider["ClientIDList"] = [known for known in provider["ClientIDList"] if known != client_id]
    return _success("RemoveClientIDFromOpenIDConnectProvider")


def _update_thumbprints(parameters: Parameters, provider: Provider) -> Answer:
    names = sorted(name for name in parameters if name.startswith("ThumbprintList.member."))
    provider["ThumbprintList"] = [iam._p(parameters, name) for name in names]
    return _success("UpdateOpenIDConnectProviderThumbprint")


def _create_in_stack(issuers: Issuers) -> Callable[..., tuple[str, dict[str, Any]]]:
    def create(_logical_id: str, properties: Parameters, _stack_name: str) -> Any:
        url = str(properties.get("Url", ""))
        if not issuers.acceptable(url):
            message = "Invalid Open ID Connect Provider URL (Service: Iam, Status Code: 400)"
            raise ValueError(message)
        arn = f"arn:aws:iam::{get_account_id()}:oidc-provider/{without_scheme(url)}"
        if arn in iam._oidc_providers:
            message = (
                f"Resource handler returned message: \"Resource of type '{TYPE}' with identifier "
                f"'{arn}' already exists.\" (HandlerErrorCode: AlreadyExists)"
            )
            raise ValueError(message)
        iam._oidc_providers[arn] = {
            "Url": url,
            "Arn": arn,
            "CreateDate": iam._now(),
            **_changeable(properties),
        }
        return arn, {"Arn": arn}

    return create


def _update_in_stack(issuers: Issuers) -> Callable[..., tuple[str, dict[str, Any]]]:
    create = _create_in_stack(issuers)

    def update(arn: str, before: Parameters, after: Parameters, *rest: Any) -> Any:
        if before.get("Url") != after.get("Url"):
            return create("", after, str(rest[0]))  # CloudFormation then deletes the former one
        iam._oidc_providers[arn] |= _changeable(after)
        return arn, {"Arn": arn}

    return update


def _changeable(properties: Parameters) -> Provider:
    return {
        "ClientIDList": list(properties.get("ClientIdList", [])),
        "ThumbprintList": list(properties.get("ThumbprintList", [])),
        "Tags": list(properties.get("Tags", [])),
    }


def _members(values: list[str]) -> str:
    return "".join(f"<member>{escape(value)}</member>" for value in values)


def _success(action: str, result: str = "") -> Answer:
    body = f"<{action}Result>{result}</{action}Result>" if result else ""
    answer: Answer = iam._xml(200, f"{action}Response", body, ns="iam")
    return answer


def _refusal(status: int, code: str, message: str) -> Answer:
    answer: Answer = iam._error(status, code, message, ns="iam")
    return answer
