"""The web process: awaits requests whole in granian's event loop, and answers them with Django on threads."""
