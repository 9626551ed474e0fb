"""`cloudformation:TemplateUrl` as AWS fills it: where a call says that its template lies.

ministack 1.5.33 does not know the key. It is absent from a call without `TemplateURL`, such as one
that keeps the previous template:
https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudformation.html
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from typing import Any

from ministack.core import iam_evaluator

_KEY = "cloudformation:templateurl"
_url: ContextVar[str | None] = ContextVar("template_url", default=None)


def note(query: Mapping[str, Sequence[str]]) -> None:
    """Remember what the call at hand names, before it is authorized."""
    _url.set(next(iter(query.get("TemplateURL", ())), None))


def install() -> None:
    """Wrap ministack's lookup of condition keys."""
    resolve_other_keys = iam_evaluator._resolve_condition_key

    def resolve(key: str, context: Any) -> Any:
        return _url.get() if key.lower() == _KEY else resolve_other_keys(key, context)

    iam_evaluator._resolve_condition_key = resolve
