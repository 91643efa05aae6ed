"""Serializer bases: strict request bodies, response bodies, and fields with one normal form."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from common.addresses import normal_address
from common.json_types import misfits
from common.names import is_name


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


class StrictSerializer(serializers.Serializer[Any]):
    """A request body; an unknown field is refused by name, never dropped silently."""

    refuses_unknown_fields = True  # reported by `common.contract`

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


class ResponseSerializer(serializers.Serializer[Any]):
    """A response body: structure only."""
