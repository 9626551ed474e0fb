"""A service served from botocore's model of it: input checked, answers written in its protocol.

ministack authenticates the call and evaluates the caller's policies before it gets here, because
`install` tells it the service's signing name and how to read the action.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from botocore.loaders import Loader
from botocore.model import ServiceModel
from botocore.validate import ParamValidator
from ministack import app as ministack_app
from ministack.core import iam_actions, router
from ministack.core.responses import get_account_id, get_region
from ministack.core.router import extract_access_key_id

from landfast_sim.action_names import api_action
from landfast_sim.services import constraints, wire

Payload = dict[str, Any]
Answer = tuple[int, dict[str, str], bytes]

_LOADER = Loader()


class ServiceError(Exception):
    """A refusal in the words of the service."""

    def __init__(self, code: str, message: str, status: int = 400) -> None:
        """Carry the error's shape name and HTTP status."""
        super().__init__(message)
        self.code = code
        self.status = status


@dataclass(frozen=True)
class Call:
    """One authorized call."""

    operation: str
    payload: Payload
    account_id: str
    region: str
    access_key_id: str


Operation = Callable[[Call], Payload]


class ModelledService:
    """Serves the given operations of one service of botocore's."""

    def __init__(
        self,
        name: str,
        operations: Mapping[str, Operation],
        only_region: str | None = None,
        *,
        strict: bool = False,
    ) -> None:
        """Serve service `name`. With `only_region`, AWS has an endpoint there and nowhere else.

        Only for services whose SDK does not sign for that region by itself. With `strict`, the
        model's enumerations, patterns and lengths bind too.
        """
        self.name = name
        self._operations = operations
        self._only_region = only_region
        self._strict = strict
        self._model = ServiceModel(_LOADER.load_service_model(name, "service-2"))

    def install(self) -> None:
        """Make ministack route to this service and enforce policies on it."""
        metadata = self._model.metadata
        signing_name = str(self._model.signing_name)
        ministack_app.SERVICE_HANDLERS[self.name] = self.handle
        prefix = metadata.get("targetPrefix")
        router.SERVICE_PATTERNS[self.name] = {
            "target_prefixes": [f"{prefix}."] if prefix else [],
            "host_patterns": [],
            "credential_scope": signing_name,
        }
        iam_actions.SERVICE_TO_IAM_NAMESPACE[self.name] = signing_name
        iam_actions._BOTOCORE_SERVICE_MAP[self.name] = [self.name]

    def call(self, operation: str, payload: Payload, account_id: str, region: str) -> Payload:
        """Answer a call that another service of AWS makes for an account, checked like any other.

        Raises ServiceError.
        """
        self._check(operation, payload)
        return self._operations[operation](Call(operation, payload, account_id, region, account_id))

    async def handle(
        self, method: str, path: str, headers: dict[str, str], body: bytes, query: dict[str, Any]
    ) -> Answer:
        """Answer one call."""
        protocol = wire.protocol_of(headers, self._model.metadata)
        try:
            action = api_action(self.name, method, path, headers, body, query)
            operation = (action or "").partition(":")[2]
            payload = self._read(operation, protocol, body)
            key = str(extract_access_key_id(headers, query))
            call = Call(operation, payload, get_account_id(), get_region(), key)
            answer = self._operations[operation](call)
        except ServiceError as error:
            return wire.refusal(protocol, error.status, error.code, str(error))
        shape = self._model.operation_model(operation).output_shape
        return wire.success(protocol, answer, shape)

    def _read(self, operation: str, protocol: wire.Protocol, body: bytes) -> Payload:
        if self._only_region is not None and get_region() != self._only_region:
            # AWS has no such host at all; this is what its one endpoint says to the signature.
            message = f"Credential should be scoped to a valid region, not '{get_region()}'. "
            raise ServiceError("InvalidSignatureException", message)
        if operation not in self._operations:
            message = f"{operation or 'the call'} is not part of the simulated AWS"
            raise ServiceError("UnknownOperationException", message)
        try:
            payload = wire.parse(protocol, body)
        except ValueError as error:
            raise ServiceError("SerializationException", str(error)) from error
        self._check(operation, payload)
        return payload

    def _check(self, operation: str, payload: Payload) -> None:
        shape = self._model.operation_model(operation).input_shape
        if shape is None:
            return
        found = ParamValidator().validate(payload, shape)
        if found.has_errors():
            raise ServiceError("ValidationException", found.generate_report())
        broken = constraints.broken(payload, shape) if self._strict else []
        if broken:
            raise ServiceError("ValidationException", constraints.message(broken))
