"""Taking turns: between counting and writing, no other transaction may write."""

from django.db import connection


def take_turns(subject: str) -> None:
    """Wait for the turn for `subject`; it is released at the end of the transaction.

    Row locks cannot enforce a limit on rows that do not exist yet.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [subject])
