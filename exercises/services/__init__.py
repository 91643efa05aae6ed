"""Every write of what is prescribed, a module a noun."""
