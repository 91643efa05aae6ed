"""Parsing and rendering of the sync's bodies: fast, bounded, and robust against single invalid characters."""

import json
from typing import IO, Any

import orjson
from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer

from common.parsers import read_body
from common.problems import Refused

MOST_BYTES = 1024 * 1024


class ChangesParser(BaseParser):
    """JSON of at most 1 MiB; a larger body is answered 413 with the limit."""

    media_type = "application/json"

    def parse(self, stream: IO[bytes], media_type: Any = None, parser_context: Any = None) -> Any:
        return read_json(read_body(stream, MOST_BYTES, _too_large))


def _too_large(most: int) -> Refused:
    detail = _("A request may hold at most %(most)d bytes. Nothing was changed. Send fewer changes at once.")
    return Refused("too_large", detail % {"most": most}, status=413)


def read_json(body: bytes) -> Any:
    """The value in a JSON document.

    The lenient reader accepts what the strict one refuses (half a surrogate pair, where a note was cut in the
    middle of an emoji; NaN), so that only the change with it is refused and its batch is not blocked without
    end. Raises ParseError.
    """
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        pass
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise ParseError(_("The body is not readable JSON. Nothing was changed.")) from None


class FastJSONRenderer(BaseRenderer):
    """JSON by orjson, which writes dataclasses, instants and ids itself."""

    media_type = "application/json"
    format = "json"
    charset = None

    def render(self, data: Any, accepted_media_type: Any = None, renderer_context: Any = None) -> bytes:
        return b"" if data is None else orjson.dumps(data, default=str)
