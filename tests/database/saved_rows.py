"""Sets of rows that are made once and put into the tables in one statement: `library`, and `cast`."""

from pathlib import Path

from django.db import connection

SQL = Path(__file__).with_name("saved_rows.sql")


def prepare() -> None:
    """Keeps the rows that the migrations made: what every test starts from."""
    with connection.cursor() as cursor:
        cursor.execute(SQL.read_text())
    save("first")


def save(name: str) -> None:
    """Keeps the rows that there are beyond the first ones, to be added by that name."""
    _call("saved.save(%s)", name)


def add(name: str) -> None:
    """Adds the rows that were saved by that name."""
    _call("saved.add(%s)", name)


def start_again() -> None:
    """Leaves no row but those of the migrations."""
    _call("saved.start_again()")


def _call(function: str, *arguments: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}", arguments)
