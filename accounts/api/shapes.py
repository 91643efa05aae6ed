"""What the bodies of requests have in common."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers


class Strict(serializers.Serializer[Any]):
    """A request's body; a field it does not know is refused by name, never dropped in silence."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict):
            unknown = set(data) - set(self.fields)
            if unknown:
                raise serializers.ValidationError(
                    {str(name): [_("There is no such field here.")] for name in unknown}
                )
        return super().to_internal_value(data)


class Shape(serializers.Serializer[Any]):
    """An answer's body: shapes only."""
