"""Every read of what is prescribed, a module a noun."""
