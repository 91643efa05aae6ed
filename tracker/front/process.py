"""One web process: granian's event loop and the RSGI application, on a socket that is open already."""

import asyncio
import resource
import signal

from granian.constants import HTTPModes
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.net import SocketHolder
from granian.server.embed import Server

from tracker.front.bodies import Limits
from tracker.front.rsgi import Application, RsgiApplication

CONNECTIONS = 4096  # open at once in a process; further ones wait in the kernel's queue
HEAD_WITHIN = 20_000  # milliseconds


class Inherited(Server):
    """granian's server in this process's event loop, on a socket that is there already."""

    descriptor = -1

    def _init_shared_socket(self) -> None:
        self._ssp, self._shd = None, SocketHolder(self.descriptor, False, CONNECTIONS)


def web(descriptor: int, application: Application) -> None:
    """Answer with the application on the socket, with as many threads as WEB_THREADS says, until SIGTERM."""
    from django.conf import settings

    _allow_many_files()
    limits = Limits(most=settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
    asyncio.run(serve(descriptor, RsgiApplication(application, settings.WEB_THREADS, limits)))


async def serve(descriptor: int, door: RsgiApplication) -> None:
    """Answer requests on the socket until SIGTERM; requests in progress are finished."""
    server = Inherited(
        door, http=HTTPModes.http1, websockets=False, backpressure=CONNECTIONS,
        http1_settings=HTTP1Settings(header_read_timeout=HEAD_WITHIN), log_level=LogLevels.error,
    )  # fmt: skip
    server.descriptor = descriptor
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, server.stop)
    await server.serve()


def load() -> Application:
    """Footing, with every view, and the client of the broker for the first probe."""
    from tracker.wsgi import application

    for part in ("tracker.urls", "kombu.transport.redis"):
        __import__(part)
    return application


def _allow_many_files() -> None:
    """Each connection is a file; systems start with few and allow more."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = CONNECTIONS + 1024
    if soft != resource.RLIM_INFINITY and soft < wanted:
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
