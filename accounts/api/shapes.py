"""What the bodies of requests have in common."""

from collections.abc import Callable
from typing import IO, Any

import orjson
from django.conf import settings
from django.utils.translation import gettext as words
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser

from accounts.api.json_types import misfits
from common.addresses import normal_address
from common.names import is_name
from common.problems import Refused, too_large

HEARD_OUT = 8 * 1024 * 1024
_PIECE = 64 * 1024


def read_body(stream: IO[bytes], most: int, refuse: Callable[[int], Refused]) -> bytes:
    """The whole body. Raises what `refuse` makes for one of more than `most` bytes, once its sender was heard
    out (up to 8 MiB): who is cut off in the middle of sending may never read why.
    """
    body = stream.read(most + 1)
    if len(body) <= most:
        return body
    heard = len(body)
    while heard < HEARD_OUT and (piece := stream.read(_PIECE)):
        heard += len(piece)
    raise refuse(most)


class JsonBody(BaseParser):
    """JSON, strictly, and of no more than DATA_UPLOAD_MAX_MEMORY_SIZE bytes."""

    media_type = "application/json"

    def parse(self, stream: IO[bytes], media_type: Any = None, parser_context: Any = None) -> Any:
        most: int = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        body = read_body(stream, most, too_large)
        try:
            return orjson.loads(body)
        except orjson.JSONDecodeError:
            raise ParseError(words("The body is not readable JSON. Nothing was changed.")) from None


class NameField(serializers.CharField):
    """A name: one plain line."""

    default_error_messages = {
        "no_name": _("A name is one line, without control signs or marks that turn the direction of writing.")
    }

    def to_internal_value(self, data: Any) -> str:
        name = super().to_internal_value(data)
        if name and not is_name(name):
            self.fail("no_name")
        return name


class AddressField(serializers.EmailField):
    """An e-mail address, in its one normal form."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": 254, **options})

    def to_internal_value(self, data: Any) -> str:
        return normal_address(super().to_internal_value(data))


class Strict(serializers.Serializer[Any]):
    """A request's body; a field it does not know is refused by name, never dropped in silence."""

    refuses_unknown_fields = True  # which `common.contract` tells

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict):
            unknown = set(data) - set(self.fields)
            if unknown:
                raise serializers.ValidationError(
                    {str(name): [_("There is no such field here.")] for name in unknown}
                )
            if wrong := misfits((name, self.fields[name], value) for name, value in data.items()):
                raise serializers.ValidationError(wrong)
        return super().to_internal_value(data)


class Shape(serializers.Serializer[Any]):
    """An answer's body: shapes only."""
