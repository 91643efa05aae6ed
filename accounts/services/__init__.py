"""Every write of who is who, one noun a file."""
