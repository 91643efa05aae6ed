"""What can go wrong, each said in a sentence that tells the operator what to do."""


class EmbeddedServerError(Exception):
    """PostgreSQL or Redis could not be had; the message is for the operator."""
