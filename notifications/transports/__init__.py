"""One small module per way of reaching a person. They do not know each other, nor any table."""
