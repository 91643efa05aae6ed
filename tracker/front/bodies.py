"""The body of a request, read whole before a thread handles it, within a deadline and a share of memory."""

import asyncio
from collections.abc import AsyncIterable
from dataclasses import dataclass


class TooSlow(Exception):
    """The body did not arrive fast enough."""


class NoRoom(Exception):
    """Other bodies in progress leave no room for this one."""


class Gone(Exception):
    """The client disconnected before its body had arrived."""


@dataclass(frozen=True)
class Limits:
    """What a client may use of a process while it sends a body.

    At most `most` bytes are read of one body. No pause may be longer than `silence` seconds, and after that
    time the average must be `least_rate` bytes a second (a phone at the edge of a network sends twice as
    fast). Bodies of more than `small` bytes share `room` bytes; smaller ones always have room.
    """

    most: int
    silence: float = 20.0
    least_rate: int = 2_000
    small: int = 65_536
    room: int = 64 * 1024 * 1024


class Bodies:
    """Reads the bodies of one process. A slow sender costs its socket and what it has sent, and no thread."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._held = 0

    async def read(self, pieces: AsyncIterable[bytes], length: int | None) -> bytes:
        """The whole body; `length` is its announced length, None for chunks.

        A chunked body is cut after `most` + 1 bytes, which shows that it is too long. Raises TooSlow, NoRoom,
        Gone.
        """
        body = bytearray()
        try:
            await self._collect(body, pieces)
        except TimeoutError as error:
            raise TooSlow from error
        finally:
            self._held -= self._large(len(body))
        if length is not None and len(body) < length:
            raise Gone
        return bytes(body)

    async def _collect(self, body: bytearray, pieces: AsyncIterable[bytes]) -> None:
        clock = asyncio.get_running_loop().time
        began = clock()
        async with asyncio.timeout(self.limits.silence) as deadline:
            async for piece in pieces:
                self._make_room(len(body), len(body) + len(piece))
                body += piece
                if len(body) > self.limits.most:
                    del body[self.limits.most + 1 :]
                    return
                whole_by = began + self.limits.silence + len(body) / self.limits.least_rate
                deadline.reschedule(min(clock() + self.limits.silence, whole_by))

    def _make_room(self, before: int, after: int) -> None:
        more = self._large(after) - self._large(before)
        if more and self._held + more > self.limits.room:
            raise NoRoom
        self._held += more

    def _large(self, length: int) -> int:
        return length if length > self.limits.small else 0
