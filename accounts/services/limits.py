"""Limits are counted in the database: they hold without Redis, and two simultaneous requests count as two."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from accounts.models import Allowance
from accounts.rules.limits import Limit, Use


class UsedUp(Exception):
    """A limit is reached; `wait` is the time until the next use is allowed."""

    def __init__(self, limit: Limit, wait: timedelta) -> None:
        super().__init__(limit.name)
        self.limit = limit
        self.wait = wait


# Names of our own table only; every value is a parameter. The row is created and counted in one statement,
# under its own lock.
_SPEND = f"""
    INSERT INTO {Allowance._meta.db_table} AS a (key, whole_at) VALUES (%(key)s, %(now)s + %(every)s)
    ON CONFLICT (key) DO UPDATE SET whole_at = greatest(a.whole_at, %(now)s) + %(every)s
    WHERE greatest(a.whole_at, %(now)s) + %(every)s <= %(now)s + %(span)s
    RETURNING key
"""  # noqa: S608
# Allowances that are whole again carry no information; each use deletes a few, so they never pile up.
_FORGET = f"""
    DELETE FROM {Allowance._meta.db_table} WHERE key IN (
        SELECT key FROM {Allowance._meta.db_table} WHERE whole_at < %(now)s
        ORDER BY whole_at LIMIT 5 FOR UPDATE SKIP LOCKED)
"""  # noqa: S608


def spend(*, uses: Sequence[Use], now: datetime) -> None:
    """Count one use of each of `uses`, or of none. Raises UsedUp for the first that is used up."""
    keyed = sorted((use.key(settings.SECRET_KEY), use.limit) for use in uses)  # always lock in the same order
    with transaction.atomic(), connection.cursor() as cursor:
        for key, limit in keyed:
            values: dict[str, Any] = {"key": key, "now": now, "every": limit.every, "span": limit.span}
            cursor.execute(_SPEND, values)
            if cursor.fetchone() is None:
                raise UsedUp(limit, _wait(key, limit, now))
        cursor.execute(_FORGET, {"now": now})


def forgive(*, use: Use) -> None:
    """Restore the whole allowance of `use`: nobody was guessing."""
    Allowance.objects.filter(pk=use.key(settings.SECRET_KEY)).delete()


def _wait(key: str, limit: Limit, now: datetime) -> timedelta:
    kept = Allowance.objects.filter(pk=key).values_list("whole_at", flat=True).first() or now
    return max(kept + limit.every - limit.span - now, timedelta(seconds=1))
