"""Sessions, read from the cache and kept in the database: with the cache lost, people stay signed in."""

from typing import Any

from django.contrib.sessions.backends.cached_db import SessionStore as CachedStore
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from redis.exceptions import RedisError


class SessionStore(CachedStore):
    """Reading falls back to the database. Ending a session does not: one that stayed in a cache out of reach
    would come back to life with it, so signing out says that it failed."""

    def load(self) -> dict[str, Any]:
        try:
            return dict(super().load())
        except RedisError:
            return dict(DatabaseStore.load(self))
