"""A real PostgreSQL and Redis of our own under `var/`, for machines where nobody set up any.

`server_lock.hold("postgres", "redis")` is the whole interface: a server runs while any process holds its
lock, and stops when the last holder is gone, however it ended. The addresses are in `tracker.paths` and are
known before anything runs.
"""
