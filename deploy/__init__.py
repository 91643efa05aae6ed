"""What `./run` and `./check` do before and around the server itself."""
