"""The bucket of Landfast's own account in which servers keep bills, and the right to that.

The statements are those of docs/bills.md, "On S3", with the names filled in.
"""

from __future__ import annotations

from typing import Any

from ministack.core.responses import request_scope
from ministack.services import s3

from landfast_sim import world

_OK = 200
_OWN = {"aws:ResourceAccount": world.HOME.account_id}

STATEMENTS: tuple[dict[str, Any], ...] = (
    {
        "Sid": "KeepBills",
        "Effect": "Allow",
        "Action": ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
        "Resource": f"arn:aws:s3:::{world.BILLS_BUCKET}/{world.BILLS_PREFIX}/*",
        "Condition": {"StringEquals": _OWN},
    },
    {
        "Sid": "ListBills",
        "Effect": "Allow",
        "Action": "s3:ListBucket",
        "Resource": f"arn:aws:s3:::{world.BILLS_BUCKET}",
        "Condition": {
            "StringEquals": _OWN,
            "StringLike": {"s3:prefix": f"{world.BILLS_PREFIX}/*"},
        },
    },
)


async def bucket() -> None:
    """Make the bucket, with nothing in it and for nobody else."""
    home, region = world.HOME.account_id, world.BILLS_REGION
    # ministack's S3 handler reads the caller from the header; the signature was checked before it.
    scope = f"{home}/20240101/{region}/s3/aws4_request"
    headers = {"authorization": f"AWS4-HMAC-SHA256 Credential={scope}, Signature=none"}
    constraint = f"<LocationConstraint>{region}</LocationConstraint>"
    body = f"<CreateBucketConfiguration>{constraint}</CreateBucketConfiguration>".encode()
    with request_scope(home, region):
        status, _, answer = await s3.handle_request(
            "PUT", f"/{world.BILLS_BUCKET}", headers, body, {}
        )
    if not _OK <= status < _OK + 100:
        message = f"seed: the bucket of bills: expected HTTP 2xx, found {status}: {answer!r}"
        raise RuntimeError(message)
