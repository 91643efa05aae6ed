"""Every write of this app, one noun a module."""
