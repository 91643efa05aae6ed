"""What the OpenAPI document says of every door beside what its view tells."""

from typing import Any

from drf_spectacular.openapi import AutoSchema
from rest_framework import serializers

from common.problems import MEDIA_TYPE


class RefusalOut(serializers.Serializer[Any]):
    """Why a request was not done (RFC 9457): `code` for programs, `detail` for people, `errors` by field."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    code = serializers.CharField()
    errors = serializers.DictField(  # type: ignore[assignment] # a member of the document
        child=serializers.ListField(child=serializers.CharField()),
        required=False,
        help_text="What is wrong, by the dotted path of the field.",
    )


class Contract(AutoSchema):
    """Every door may refuse, always in the same shape."""

    def _get_response_bodies(self, direction: Any = "response") -> dict[str, Any]:
        told: dict[str, Any] = super()._get_response_bodies(direction)
        if direction == "response":
            told["default"] = self._get_response_for_code(RefusalOut, "default", [MEDIA_TYPE], direction)
        return told
