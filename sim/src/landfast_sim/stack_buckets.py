"""AWS::S3::Bucket and AWS::S3::BucketPolicy as CloudFormation makes them.

ministack 1.5.33 leaves out ownership, encryption, lifecycle and tags of a bucket, deletes one that
holds objects, and lets a policy take the place of one that is there already.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from xml.sax.saxutils import escape

from ministack.core.responses import get_account_id
from ministack.services import s3
from ministack.services.cloudformation import provisioners

_BUCKET = "AWS::S3::Bucket"
_POLICY = "AWS::S3::BucketPolicy"
Properties = dict[str, Any]


def install() -> None:
    """Wrap ministack's handlers of both types."""
    provisioners._S3_BUCKET_CONFIGURATIONS = (
        *provisioners._S3_BUCKET_CONFIGURATIONS,
        (
            "OwnershipControls",
            _ownership,
            s3._put_bucket_ownership_controls,
            s3._delete_bucket_ownership_controls,
        ),
        ("BucketEncryption", _encryption, s3._put_bucket_encryption, s3._delete_bucket_encryption),
        (
            "LifecycleConfiguration",
            _lifecycle,
            s3._put_bucket_lifecycle,
            s3._delete_bucket_lifecycle,
        ),
        ("Tags", _tags, s3._put_bucket_tagging, s3._delete_bucket_tagging),
    )
    bucket = provisioners._RESOURCE_HANDLERS[_BUCKET]
    bucket["delete"] = _only_when_empty(bucket["delete"])
    policy = provisioners._RESOURCE_HANDLERS[_POLICY]
    policy["create"] = _on_a_bucket_without_one(policy["create"])


def _only_when_empty(delete: Callable[..., None]) -> Callable[..., None]:
    def delete_empty(name: str, properties: Properties) -> None:
        found = s3._buckets.get(name)
        if found and found["objects"]:
            message = (
                'Resource handler returned message: "The bucket you tried to delete is not empty '
                f'(Bucket: {name}; Service: S3, Status Code: 409)" '
                "(HandlerErrorCode: GeneralServiceException)"
            )
            raise ValueError(message)
        delete(name, properties)

    return delete_empty


def _on_a_bucket_without_one(create: Callable[..., Any]) -> Callable[..., Any]:
    def create_first(logical_id: str, properties: Properties, stack_name: str) -> Any:
        bucket = properties.get("Bucket", "")
        owner = s3._bucket_owner_account(bucket)
        if owner is None:
            raise ValueError(_s3_message("The specified bucket does not exist", 404, "NotFound"))
        if owner != get_account_id():
            raise ValueError(_s3_message("Access Denied", 403, "AccessDenied"))
        if s3._bucket_policies.get(bucket):
            message = f"The bucket policy already exists on bucket {bucket}."
            raise ValueError(message)
        document = provisioners._policy_document_json(properties)
        if s3._public_access_blocked(owner, bucket, "BlockPublicPolicy") and s3._policy_is_public(
            document
        ):
            raise ValueError(_s3_message("Access Denied", 403, "AccessDenied"))
        return create(logical_id, properties, stack_name)

    return create_first


def _s3_message(text: str, status: int, code: str) -> str:
    return (
        f'Resource handler returned message: "{text} (Service: S3, Status Code: {status})" '
        f"(HandlerErrorCode: {code})"
    )


def _ownership(wanted: Properties) -> bytes:
    rules = "".join(
        f"<Rule><ObjectOwnership>{escape(rule['ObjectOwnership'])}</ObjectOwnership></Rule>"
        for rule in wanted.get("Rules", [])
    )
    return _document("OwnershipControls", rules)


def _encryption(wanted: Properties) -> bytes:
    rules = ""
    for rule in wanted.get("ServerSideEncryptionConfiguration", []):
        default = rule.get("ServerSideEncryptionByDefault", {})
        applied = _elements(default, ("SSEAlgorithm", "KMSMasterKeyID"))
        key = _elements(rule, ("BucketKeyEnabled",))
        element = "ApplyServerSideEncryptionByDefault"
        rules += f"<Rule><{element}>{applied}</{element}>{key}</Rule>"
    return _document("ServerSideEncryptionConfiguration", rules)


def _lifecycle(wanted: Properties) -> bytes:
    return _document("LifecycleConfiguration", "".join(map(_lifecycle_rule, wanted["Rules"])))


def _lifecycle_rule(rule: Properties) -> str:
    """Return the rules that CloudFormation's properties have an equivalent of in S3's API."""
    parts = [f"<ID>{escape(rule['Id'])}</ID>" if "Id" in rule else ""]
    parts.append(f"<Filter><Prefix>{escape(rule.get('Prefix', ''))}</Prefix></Filter>")
    parts.append(f"<Status>{escape(rule['Status'])}</Status>")
    for move in rule.get("Transitions", []):
        days = f"<Days>{int(move['TransitionInDays'])}</Days>"
        parts.append(
            f"<Transition>{days}<StorageClass>{move['StorageClass']}</StorageClass></Transition>"
        )
    if "ExpirationInDays" in rule:
        parts.append(f"<Expiration><Days>{int(rule['ExpirationInDays'])}</Days></Expiration>")
    former = rule.get("NoncurrentVersionExpiration", {})
    if "NoncurrentDays" in former:
        days = f"<NoncurrentDays>{int(former['NoncurrentDays'])}</NoncurrentDays>"
        parts.append(f"<NoncurrentVersionExpiration>{days}</NoncurrentVersionExpiration>")
    stale = rule.get("AbortIncompleteMultipartUpload", {})
    if "DaysAfterInitiation" in stale:
        days = f"<DaysAfterInitiation>{int(stale['DaysAfterInitiation'])}</DaysAfterInitiation>"
        parts.append(f"<AbortIncompleteMultipartUpload>{days}</AbortIncompleteMultipartUpload>")
    return f"<Rule>{''.join(parts)}</Rule>"


def _tags(wanted: Any) -> bytes:
    tags = "".join(
        f"<Tag><Key>{escape(str(tag['Key']))}</Key><Value>{escape(str(tag['Value']))}</Value></Tag>"
        for tag in wanted or []
    )
    return _document("Tagging", f"<TagSet>{tags}</TagSet>")


def _elements(values: Properties, names: tuple[str, ...]) -> str:
    found = [(name, values[name]) for name in names if name in values]
    return "".join(f"<{name}>{escape(_text(value))}</{name}>" for name, value in found)


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _document(root: str, inner: str) -> bytes:
    return f'<{root} xmlns="{s3.S3_NS}">{inner}</{root}>'.encode()
