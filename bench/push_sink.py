"""A push service that takes everything: HTTP/2 over TLS, 201, nothing read out of it. Served by granian."""

import asyncio
from typing import Any


async def app(scope: Any, protocol: Any) -> None:
    """The RSGI application: the whole message is received before it is answered."""
    if scope.proto == "http":
        await protocol()
        protocol.response_empty(201, [])


async def thoughtful(scope: Any, protocol: Any) -> None:
    """The same, five milliseconds later."""
    await asyncio.sleep(0.005)
    await app(scope, protocol)
