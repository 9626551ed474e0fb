"""Cost and Usage Reports, which ministack has, where AWS has them: in us-east-1 only.

https://docs.aws.amazon.com/general/latest/gr/billing.html
"""

from __future__ import annotations

import json
from typing import Any

from ministack import app as ministack_app
from ministack.core.responses import get_region

from landfast_sim.world import REGION


def install() -> None:
    """Wrap ministack's handler."""
    serve = ministack_app.SERVICE_HANDLERS["cur"]

    async def handle(*request: Any) -> Any:
        if get_region() == REGION:
            return await serve(*request)
        # AWS has no such host; this is what its one endpoint says to a signature for elsewhere.
        message = f"Credential should be scoped to a valid region, not '{get_region()}'. "
        body = json.dumps({"__type": "InvalidSignatureException", "message": message})
        return 400, {"Content-Type": "application/x-amz-json-1.1"}, body.encode()

    ministack_app.SERVICE_HANDLERS["cur"] = handle
