"""What happened: pain, sessions and foot checks, and how devices agree on them."""
