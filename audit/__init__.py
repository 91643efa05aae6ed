"""Who read and who changed records: append-only rows of ids. It knows no other app."""
