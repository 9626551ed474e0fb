"""TemplateURL: a template in any account's bucket, in path style and virtual-host style.

ministack 1.5.33 reads path-style URLs within the caller's own account only. The object must be
readable by the calling account: its own, public, or opened by the bucket's policy. Not checked: the
caller's own s3:GetObject permission within its account.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote, urlsplit

from ministack import app as ministack_app
from ministack.core.responses import get_account_id, get_region, request_scope
from ministack.services import s3
from ministack.services.cloudformation import helpers

MAX_TEMPLATE_BYTES = 1_000_000
_LEARN_MORE = "\nFor more information check http://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html"
_S3_HOST = re.compile(
    r"^(?:(?P<bucket>[a-z0-9][a-z0-9.-]*)\.)?s3(?:[.-][a-z0-9-]+)*\.amazonaws\.com(?:\.cn)?$"
)


class TemplateError(Exception):
    """A template that cannot be had, in the words of CloudFormation."""


def locate(url: str) -> tuple[str, str]:
    """Return bucket and key that a TemplateURL names, or raise TemplateError."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    path = unquote(parts.path.lstrip("/"))
    on_aws = _S3_HOST.match(host)
    if on_aws is not None:
        bucket: str | None = on_aws["bucket"]
    else:
        bucket = ministack_app._extract_s3_vhost_bucket(host)
    if bucket is None:
        bucket, _, path = path.partition("/")
    if parts.scheme not in ("http", "https") or not bucket or not path:
        message = "TemplateURL must be a supported URL."
        raise TemplateError(message)
    return bucket, path


def read(url: str) -> str:
    """Return the template at `url` as the calling account may read it, or raise TemplateError."""
    bucket, key = locate(url)
    owner = s3._bucket_owner_account(bucket)
    if owner is None:
        message = "S3 error: The specified bucket does not exist" + _LEARN_MORE
        raise TemplateError(message)
    caller = get_account_id()
    if owner != caller and not s3._foreign_bucket_allows(owner, bucket, key, "GET", {}, caller):
        message = "S3 error: Access Denied" + _LEARN_MORE
        raise TemplateError(message)
    with request_scope(owner, get_region()):
        body: bytes | None = s3._get_object_data(bucket, key)
    if body is None:
        message = "S3 error: The specified key does not exist." + _LEARN_MORE
        raise TemplateError(message)
    if len(body) > MAX_TEMPLATE_BYTES:
        message = f"Template may not exceed {MAX_TEMPLATE_BYTES} bytes in size."
        raise TemplateError(message)
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        message = "Template format error: unsupported structure."
        raise TemplateError(message) from None


def install() -> None:
    """Replace how ministack's CloudFormation reads a document from a URL."""
    resolve_other = helpers._resolve_document

    def resolve(
        parameters: dict[str, Any], body_key: str, url_key: str, label: str
    ) -> tuple[str | None, Any]:
        url = helpers._p(parameters, url_key)
        if helpers._p(parameters, body_key) or not url:
            outcome: tuple[str | None, Any] = resolve_other(parameters, body_key, url_key, label)
            return outcome
        try:
            return read(url), None
        except TemplateError as error:
            return None, helpers._error("ValidationError", str(error))

    helpers._resolve_document = resolve
