"""Who looked and who changed: rows of ids that are only ever added. It knows nobody."""
