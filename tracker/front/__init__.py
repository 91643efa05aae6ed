"""The web process: reads requests whole in granian's event loop, and answers them with Django on threads."""
