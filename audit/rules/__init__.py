"""Plain rules of the audit trail."""
