"""A real PostgreSQL and Redis of our own under `var/`, for machines where nobody set up any.

`lease.hold("postgres", "redis")` is the whole interface: while any process holds a server, it runs; when
the last holder is gone, by whatever death, it stops. The addresses, known before anything runs, are in
`tracker.places`.
"""
