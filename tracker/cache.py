"""Django's Redis cache with its client kept: making one anew for every look-up costs twice the look-up."""

from typing import Any

from django.core.cache.backends.redis import RedisCache as DjangoRedisCache
from django.core.cache.backends.redis import RedisCacheClient
from redis.backoff import NoBackoff
from redis.retry import Retry


class KeptClients(RedisCacheClient):
    """One client for reading and one for writing, each kept; they are safe to share between threads."""

    def __init__(self, *args: Any, **options: Any) -> None:
        once_more = Retry(NoBackoff(), 1)  # at once: a page waits for the answer
        super().__init__(*args, **{"retry": once_more, **options})
        self._kept: dict[bool, Any] = {}

    def get_client(self, key: Any = None, *, write: bool = False) -> Any:
        if write not in self._kept:
            self._kept[write] = super().get_client(key, write=write)
        return self._kept[write]


class RedisCache(DjangoRedisCache):
    """The cache of sessions and rate limits."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = KeptClients
