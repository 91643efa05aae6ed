"""Where PostgreSQL and Redis are: the operator's own, or the embedded ones under the home."""

import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from tracker import places
from tracker.environment import Environment


def embedded_servers(env: Environment) -> list[str]:
    """Which servers the operator left to us: "postgres" without DATABASE_URL, "redis" without REDIS_URL."""
    needed = {"postgres": "DATABASE_URL", "redis": "REDIS_URL"}
    return [server for server, variable in needed.items() if env.text(variable) is None]


def database_settings(env: Environment) -> dict[str, Any]:
    """Django's settings for DATABASE_URL, or for the embedded PostgreSQL."""
    url = env.url("DATABASE_URL", {"postgres", "postgresql"}) or places.embedded_database_url()
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    host = options.pop("host", None) or unquote(parts.hostname or "")
    if not parts.path.strip("/"):
        raise ImproperlyConfigured("DATABASE_URL names no database.")
    return {
        "ENGINE": "tracker.postgres",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            **options,
            "options": "-c jit=off -c max_parallel_workers_per_gather=0",
            # A statement is planned once a connection, from its third time on. To find out who asks took
            # four times as long with a plan each time; the patient's plan, three times.
            "server_side_binding": True,
            "prepare_threshold": 2,
        },
    }


def redis_url(env: Environment) -> str:
    """REDIS_URL, or the socket of the embedded Redis."""
    return env.url("REDIS_URL", {"redis", "rediss", "unix"}) or places.embedded_redis_url()


def broker_url(env: Environment) -> str:
    """The broker's database (number 0), in the words kombu understands."""
    url = redis_url(env)
    if url.startswith("unix://"):
        return f"redis+socket://{urlsplit(url).path}?virtual_host=0"
    return urlsplit(url)._replace(path="/0").geturl()


def local_secret(home: Path, local: bool) -> str:
    """The secret key of a local installation, made once under `home`; elsewhere SECRET_KEY must be given."""
    if not local:
        raise ImproperlyConfigured("SECRET_KEY is not set (or give SECRET_KEY_FILE).")
    return places.made_once(home / "secret_key", lambda: secrets.token_urlsafe(48))
