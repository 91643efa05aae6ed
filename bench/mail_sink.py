"""A mail server in a process of its own that takes every e-mail as fast as Python can."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection


@contextmanager
def mail_sink() -> Iterator[int]:
    """The port on which it answers, with pipelining (RFC 2920), until the block ends."""
    context = get_context("spawn")
    told, tell = context.Pipe(duplex=False)
    process = context.Process(target=_serve, args=(tell,), daemon=True)
    process.start()
    try:
        yield told.recv()
    finally:
        process.terminate()
        process.join()


def _serve(tell: Connection) -> None:
    asyncio.run(_listen(tell))


async def _listen(tell: Connection) -> None:
    server = await asyncio.start_server(_converse, "127.0.0.1", 0)
    tell.send(server.sockets[0].getsockname()[1])
    await server.serve_forever()


async def _converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"220 sink\r\n")
    while line := await reader.readline():
        word = line[:4].upper()
        if word == b"DATA":
            writer.write(b"354 go on\r\n")
            await reader.readuntil(b"\r\n.\r\n")
        replies = {b"EHLO": b"250-sink\r\n250 PIPELINING\r\n", b"QUIT": b"221 bye\r\n"}
        writer.write(replies.get(word, b"250 OK\r\n"))
        await writer.drain()
    writer.close()
