"""Every read of this app, one noun a module."""
