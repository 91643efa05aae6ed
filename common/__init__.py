"""Ground: clock, ids, problems, paging, zones. No tables, no nouns of the trade."""
