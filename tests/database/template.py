"""The template of the tests' databases: migrated once, with the library and the cast saved beside the tables.

It stays in the database server, named by a digest of what it is made from, so that only a change of these
makes it again. Each test process copies it, which takes a tenth of a second instead of seven.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from exercises.services.library import load_library
from tests import cast
from tests.database import saved_rows
from tests.factories import NOW

ROOT = Path(__file__).resolve().parents[2]
MADE_FROM = [
    "requirements/check.txt",
    "*/migrations/*.py",
    "*/models.py",
    "*/models/*.py",
    "*/rules/*.py",
    "common/*.py",
    "exercises/library/**/*.*",
    "exercises/services/library.py",
    "tests/cast.py",
    "tests/factories.py",
    "tests/database/*",
    "tracker/settings.py",
]
PREFIX = "footing_template_"
PLACE = settings.DATABASES["default"]["NAME"]  # before any test
LOCK = "tests.database.template"


def template_name() -> str:
    """The name of the template that fits the sources as they are."""
    digest = hashlib.sha256()
    for path in sorted({path for pattern in MADE_FROM for path in ROOT.glob(pattern) if path.is_file()}):
        digest.update(f"{path.relative_to(ROOT)}\0{path.stat().st_size}\0".encode())
        digest.update(path.read_bytes())
    return PREFIX + digest.hexdigest()[:16]


def connect_to_a_copy() -> None:
    """Connects this process to a fresh copy of the template, which is made when there is none that fits."""
    template, copy = template_name(), _name_of_the_copy()
    with maintenance() as cursor:
        _make_once(cursor, template)
        _drop(cursor, copy)
        cursor.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{template}"')
        # What a power cut would lose here is not missed.
        cursor.execute(f'ALTER DATABASE "{copy}" SET synchronous_commit = off')
    _connect_to(copy)


def drop_the_copy() -> None:
    """Ends what `connect_to_a_copy` began."""
    _connect_to(PLACE)
    with maintenance() as cursor:
        _drop(cursor, _name_of_the_copy())


def _name_of_the_copy() -> str:
    """With the number of the process where there are several."""
    return connection.settings_dict["TEST"]["NAME"] or f"test_{PLACE}"


@contextmanager
def maintenance() -> Iterator[Any]:
    """A cursor for statements about databases, outside of all of them; one process at a time."""
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [LOCK])
        yield cursor


def _make_once(cursor: Any, template: str) -> None:
    if _databases(cursor, template):
        return
    for outdated in _databases(cursor, f"{PREFIX}%"):
        _drop(cursor, outdated)
    draft = f"{template}_draft"
    cursor.execute(f'CREATE DATABASE "{draft}"')
    _connect_to(draft)
    try:
        _fill()
    finally:
        _connect_to(PLACE)
    cursor.execute(f'ALTER DATABASE "{draft}" RENAME TO "{template}"')


def _fill() -> None:
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    saved_rows.prepare()
    for name, make in {"library": lambda: load_library(now=NOW), "cast": cast.assemble}.items():
        make()
        saved_rows.save(name)
        saved_rows.start_again()


def _databases(cursor: Any, pattern: str) -> list[str]:
    cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [pattern])
    return [name for (name,) in cursor.fetchall()]


def _drop(cursor: Any, name: str) -> None:
    cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _connect_to(name: str) -> None:
    connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name
