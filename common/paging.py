"""Lists: `{"results", "next", "previous"}`, by cursor, `limit` up to 200."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import DataError
from django.utils.translation import gettext as _
from rest_framework.exceptions import NotFound
from rest_framework.exceptions import ValidationError as BadParameter
from rest_framework.pagination import CursorPagination

if TYPE_CHECKING:
    from rest_framework.request import Request
    from rest_framework.views import APIView


class CursorPages(CursorPagination):
    """Cursor pages of 50 unless `?limit=` says otherwise; a view sets its `ordering`."""

    page_size = 50
    page_size_query_param = "limit"
    max_page_size = 200
    ordering: str | tuple[str, ...] = "-id"

    def get_page_size(self, request: Request) -> int:
        """The requested number of rows, 50 by default. Raises ValidationError for an invalid value."""
        asked = request.query_params.get("limit")
        if asked is None:
            return self.page_size
        if not (asked.isascii() and asked.isdigit() and 1 <= int(asked) <= self.max_page_size):
            words = _("Give a whole number from 1 to %(most)d.") % {"most": self.max_page_size}
            raise BadParameter({"limit": [words]})
        return int(asked)

    def get_schema_operation_parameters(self, view: APIView) -> list[dict[str, Any]]:
        """With the bounds of `limit`."""
        told: list[dict[str, Any]] = super().get_schema_operation_parameters(view)
        for parameter in told:
            if parameter["name"] == "limit":
                parameter["schema"] |= {"minimum": 1, "maximum": self.max_page_size}
        return told

    def paginate_queryset(
        self, queryset: Any, request: Request, view: APIView | None = None
    ) -> list[Any] | None:
        """One page; 404 for a cursor that decodes to a value that the column cannot hold, such as a NUL or
        text in a number.
        """
        try:
            return super().paginate_queryset(queryset, request, view)
        except (ValidationError, DataError, ValueError) as unreadable:
            if self.cursor_query_param not in request.query_params:
                raise
            raise NotFound(self.invalid_cursor_message) from unreadable

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """In the way of OpenAPI 3.1, a link may be null."""
        told = super().get_paginated_response_schema(schema)
        link = {"type": ["string", "null"], "format": "uri"}
        told["properties"] |= {"next": link, "previous": link}
        return {**told, "required": ["next", "previous", "results"]}
