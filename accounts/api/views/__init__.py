"""The doors of who is who, one noun a file."""
