"""Parsing of request bodies: of bounded size, and strictly JSON."""

from collections.abc import Callable
from typing import IO, Any

import orjson
from django.conf import settings
from django.utils.translation import gettext as words
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser

from common.problems import Refused, too_large

HEARD_OUT = 8 * 1024 * 1024
_PIECE = 64 * 1024


def read_body(stream: IO[bytes], most: int, refuse: Callable[[int], Refused]) -> bytes:
    """The whole body. Raises the exception that `refuse` makes for one of more than `most` bytes, after
    reading it (up to 8 MiB): a client that is cut off while sending may never read why.
    """
    body = stream.read(most + 1)
    if len(body) <= most:
        return body
    heard = len(body)
    while heard < HEARD_OUT and (piece := stream.read(_PIECE)):
        heard += len(piece)
    raise refuse(most)


class StrictJsonParser(BaseParser):
    """Strict JSON of at most DATA_UPLOAD_MAX_MEMORY_SIZE bytes."""

    media_type = "application/json"

    def parse(self, stream: IO[bytes], media_type: Any = None, parser_context: Any = None) -> Any:
        most: int = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        body = read_body(stream, most, too_large)
        try:
            return orjson.loads(body)
        except orjson.JSONDecodeError:
            raise ParseError(words("The body is not readable JSON. Nothing was changed.")) from None
