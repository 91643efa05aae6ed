"""What we say unasked: notifications and how they reach a person."""
