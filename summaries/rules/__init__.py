"""Plain rules, one noun a file: no framework, no clock."""
