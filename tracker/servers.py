"""Where PostgreSQL and Redis are: the operator's own, or the embedded ones under the home."""

import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from tracker import paths
from tracker.environment import Environment

# How long to wait for a connection, and when a lost network is noticed (seconds; the last one: milliseconds).
REACHING = {
    "connect_timeout": "3",
    "keepalives_idle": "20",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "15000",
}


def embedded_servers(env: Environment) -> list[str]:
    """Which servers the operator left to us: "postgres" without DATABASE_URL, "redis" without REDIS_URL."""
    needed = {"postgres": "DATABASE_URL", "redis": "REDIS_URL"}
    return [server for server, variable in needed.items() if env.text(variable) is None]


def database_settings(env: Environment) -> dict[str, Any]:
    """Django's settings for DATABASE_URL, or for the embedded PostgreSQL.

    DATABASE_SECONDS is how long a statement may take, 0 for as long as it likes: what serves says how long it
    can wait, and a command of an operator waits.
    """
    url = env.url("DATABASE_URL", {"postgres", "postgresql"}) or paths.embedded_database_url()
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    host = options.pop("host", None) or unquote(parts.hostname or "")
    if not parts.path.strip("/"):
        raise ImproperlyConfigured("DATABASE_URL names no database.")
    settings: dict[str, Any] = {
        "ENGINE": "tracker.postgres",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            **REACHING,
            **options,
            # A statement is planned once a connection, from its third time on. To find out who asks took
            # four times as long with a plan each time; the patient's plan, three times.
            "server_side_binding": True,
            "prepare_threshold": 2,
        },
    }
    limit_statements(settings, env.number("DATABASE_SECONDS", 0, 0, 3600))
    return settings


def limit_statements(database: dict[str, Any], seconds: int) -> None:
    """Let a statement take that long, from the next connection on; 0 is for as long as it likes."""
    database["LONGEST_WAIT"] = seconds + 2 if seconds else None  # what PostgreSQL ends itself is told by it
    database["OPTIONS"]["options"] = "-c jit=off -c max_parallel_workers_per_gather=0" + _patience(seconds)


def _patience(seconds: int) -> str:
    """When PostgreSQL ends statements, waits for locks, and transactions that stand idle (milliseconds)."""
    if not seconds:
        return ""
    limits = {
        "statement_timeout": seconds * 1000,
        "lock_timeout": seconds * 500,
        "idle_in_transaction_session_timeout": seconds * 3000,
    }
    return "".join(f" -c {name}={value}" for name, value in limits.items())


def redis_url(env: Environment) -> str:
    """REDIS_URL, or the socket of the embedded Redis."""
    return env.url("REDIS_URL", {"redis", "rediss", "unix"}) or paths.embedded_redis_url()


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
    return paths.made_once(home / "secret_key", lambda: secrets.token_urlsafe(48))
