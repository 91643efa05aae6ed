"""What we say unasked: notices and how they reach a person."""
