"""Taking turns: what is counted and then written must not be counted by another one in between."""

from django.db import connection


def take_turns(subject: str) -> None:
    """Wait until nobody else has the turn for `subject`; it is given back at the end of the transaction.

    A lock on rows would not do where the limit is on rows that are not there yet.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [subject])
