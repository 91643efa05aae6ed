"""Lists: `{"results", "next", "previous"}`, by cursor, `limit` up to 200."""

from rest_framework.pagination import CursorPagination


class CursorPages(CursorPagination):
    """Cursor pages of 50 unless `?limit=` says otherwise; a view sets its `ordering`."""

    page_size = 50
    page_size_query_param = "limit"
    max_page_size = 200
    ordering: str | tuple[str, ...] = "-id"
