"""What counts as an outage: something Footing needs is away, frozen or full, and no request is to blame."""

import errno
import logging

from django.db import InterfaceError, OperationalError
from kombu.exceptions import OperationalError as BrokerError
from psycopg.errors import DiskFull

from common.outside import Crowded

AWAY = (OperationalError, InterfaceError, BrokerError, Crowded)


def is_outage(error: BaseException | None) -> bool:
    """Whether a server is away, frozen or overloaded, or a disk is full."""
    return isinstance(error, AWAY) or is_full_disk(error)


def is_full_disk(error: BaseException | None) -> bool:
    """Whether there was no room: on a disk of ours, or on the database's."""
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return True
    return isinstance(error, OperationalError) and isinstance(error.__cause__, DiskFull)


class WithoutTrace(logging.Filter):
    """An outage is one line in the log for each request it met, not the whole way through the program."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info and is_outage(record.exc_info[1]):
            record.msg, record.args = f"{record.getMessage()} ({type(record.exc_info[1]).__name__})", ()
            record.exc_info = None
        return True
