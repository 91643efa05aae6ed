"""Shared modules: clock, ids, problems, paging, zones. No tables, no terms of the field."""
