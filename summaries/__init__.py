"""Weekly summaries of patients, and the digest of their therapists."""
