"""What the OpenAPI document says of every endpoint, in addition to its view."""

from typing import Any

from drf_spectacular.openapi import AutoSchema
from rest_framework import serializers

from common.problems import MEDIA_TYPE


class RefusalOut(serializers.Serializer[Any]):
    """Why a request was refused (RFC 9457): `code` for programs, `detail` for people, `errors` by field."""

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
    """Every endpoint may refuse, always in the same form; a body that refuses unknown fields says so."""

    def _get_response_bodies(self, direction: Any = "response") -> dict[str, Any]:
        told: dict[str, Any] = super()._get_response_bodies(direction)
        if direction == "response":
            told["default"] = self._get_response_for_code(RefusalOut, "default", [MEDIA_TYPE], direction)
        return told

    def _get_request_body(self, direction: Any = "request") -> Any:
        """Also for a DELETE with a body, which its view names as `delete_body`."""
        body = getattr(self.view, "delete_body", None)
        if self.method != "DELETE" or body is None:
            return super()._get_request_body(direction)
        schema, _required = self._get_request_for_media_type(body(), direction)
        return {"content": {"application/json": {"schema": schema}}, "required": True}

    def _map_basic_serializer(self, serializer: Any, direction: Any) -> dict[str, Any]:
        told: dict[str, Any] = super()._map_basic_serializer(serializer, direction)
        if getattr(serializer, "refuses_unknown_fields", False):
            told["additionalProperties"] = False
        return told
