"""The endpoints of who is who, one noun a file."""
