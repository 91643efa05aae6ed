"""Paths of the files of an installation: one directory, `var/` unless FOOTING_HOME names another."""

import hashlib
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

# A Unix socket's path may hold 103 bytes on macOS and 107 on Linux; PostgreSQL adds a name of its own.
LONGEST_SOCKET_DIRECTORY = 103 - len("/.s.PGSQL.5432.lock")


def home() -> Path:
    """The directory of all generated files: databases, keys, logs.

    FOOTING_HOME, or `var/` beside the source, or (from an installed wheel) `var/` in the current directory.
    """
    given = os.environ.get("FOOTING_HOME", "").strip()
    if given:
        return Path(given).expanduser().resolve()
    source = Path(__file__).resolve().parent.parent
    return (source if (source / "pyproject.toml").exists() else Path.cwd()) / "var"


def sockets() -> Path:
    """The directory of the embedded servers' sockets: a short one elsewhere when the home's path is long."""
    inside = home() / "sockets"
    if len(os.fsencode(inside)) <= LONGEST_SOCKET_DIRECTORY:
        return inside
    mark = hashlib.sha256(os.fsencode(inside)).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"footing-{os.getuid()}-{mark}"


def embedded_database_url() -> str:
    """The address of the embedded PostgreSQL, whether it runs yet or not."""
    return f"postgresql://postgres@{quote(str(sockets()), safe='')}/footing"


def embedded_redis_url() -> str:
    """The address of the embedded Redis, whether it runs yet or not."""
    return f"unix://{sockets() / 'redis.sock'}"


def made_once(path: Path, make: Callable[[], str]) -> str:
    """The secret in the file `path`, which the first call creates, readable by its owner only."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(make())
        # Of two simultaneous first starts, the second takes the secret of the first.
        with suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return path.read_text()
