"""Runs every check, keeps going after a failure, and ends with a table of what held and how long it took.

Run by ./check, which gives it a home of its own: no check touches what a running Footing keeps.
"""

import filecmp
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from deploy.browser import NoBrowserError, find_browser
from hatch_build import install, node_environment, npm_command
from notifications.rules.vapid import new_key
from tracker import paths
from tracker.embedded import server_lock
from tracker.environment import Environment
from tracker.servers import embedded_servers

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
FRONTEND = ROOT / "frontend"
PRODUCTION = {
    "DEMO": "0",
    "SECRET_KEY": "a-key-for-this-check-only-" * 3,
    "PUBLIC_URL": "https://footing.example",
    "EMAIL_URL": "smtp://mail.example:587",
    "DEFAULT_FROM_EMAIL": "Footing <footing@footing.example>",
    "VAPID_PRIVATE_KEY": new_key(),
}
# A file a process, with a database of its own each; more would make them wait for one another's disk.
SIDE_BY_SIDE = ["--numprocesses", str(min(os.cpu_count() or 1, 4)), "--dist", "loadfile"]


@dataclass(frozen=True)
class Step:
    """One check; `run` says whether it held and prints why not."""

    name: str
    run: Callable[[], bool]
    slow: bool = False


def tool(name: str, *arguments: str) -> Callable[[], bool]:
    return lambda: call([str(BIN / name), *arguments])


def manage(*arguments: str, **variables: str) -> Callable[[], bool]:
    return lambda: call([sys.executable, "manage.py", *arguments], environment=variables)


def npm(*arguments: str) -> Callable[[], bool]:
    return lambda: call(npm_command(*arguments), FRONTEND, node_environment())


def call(command: list[str], directory: Path = ROOT, environment: Mapping[str, str] | None = None) -> bool:
    done = subprocess.run(command, cwd=directory, env={**os.environ, **(environment or {})}, check=False)
    return done.returncode == 0


def contract_is_current() -> bool:
    fresh = paths.home() / "openapi.json"
    order = ["spectacular", "--validate", "--fail-on-warn", "--format", "openapi-json", "--file"]
    return manage(*order, str(fresh))() and _same(
        fresh, FRONTEND / "openapi.json", f"python manage.py {' '.join(order)} frontend/openapi.json"
    )


def client_types_are_current() -> bool:
    fresh = paths.home() / "schema.d.ts"
    made = npm("exec", "--no", "--", "openapi-typescript", "openapi.json", "-o", str(fresh))()
    return made and _same(fresh, FRONTEND / "src" / "api" / "schema.d.ts", "npm run types (in frontend/)")


def _same(fresh: Path, is_supervised: Path, remedy: str) -> bool:
    same = is_supervised.exists() and filecmp.cmp(fresh, is_supervised, shallow=False)
    if not same:
        print(f"{is_supervised.relative_to(ROOT)} is not current. Make it anew: {remedy}")
    return same


def locks_name_no_host() -> bool:
    """A lock file that names where its packages came from would work in that place only."""
    locks = [*ROOT.glob("requirements/*.txt"), FRONTEND / "package-lock.json"]
    bad = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in locks
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if ('"resolved"' in line and "://" in line) or (path.suffix == ".txt" and "://" in line)
    ]
    print("\n".join(bad), end="\n" if bad else "")
    return not bad


def browser_is_there() -> bool:
    try:
        os.environ["CHROMIUM"] = find_browser()
    except NoBrowserError as problem:
        print(problem)
        return False
    return call([os.environ["CHROMIUM"], "--version"])


STEPS = [
    Step("format", tool("ruff", "format", "--check", "--quiet", ".")),
    Step("lint", tool("ruff", "check", "--quiet", ".")),
    Step("types", tool("mypy", ".")),
    Step("import contracts", tool("lint-imports", "--no-cache")),
    Step("lock files", locks_name_no_host),
    Step("migrations", manage("makemigrations", "--check", "--dry-run")),
    Step("deploy check", manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)),
    Step("OpenAPI document", contract_is_current),
    Step("client types", client_types_are_current),
    Step("front end: types, lint", npm("run", "--silent", "check")),
    Step("front end: tests", npm("run", "--silent", "test")),
    Step("front end: size", npm("run", "--silent", "size")),
    Step("browser", browser_is_there, slow=True),
    Step("tests", lambda: call([sys.executable, "-m", "pytest", "--durations=10", *SIDE_BY_SIDE]), slow=True),
]


def main(fast: bool) -> int:
    server_lock.hold(*embedded_servers(Environment()))
    install(FRONTEND)
    rows = [judge(step) for step in STEPS if not (fast and step.slow)]
    print(
        "\n"
        + "\n".join(f"{'held' if held else 'FAILED':>8}  {took:7.1f} s  {name}" for name, held, took in rows)
    )
    for step in STEPS:
        if fast and step.slow:
            print(f"left out             {step.name} (--fast)")
    failed = [name for name, held, _ in rows if not held]
    print(f"\nNot in order: {', '.join(failed)}." if failed else "\nAll in order.")
    return 1 if failed else 0


def judge(step: Step) -> tuple[str, bool, float]:
    print(f"\n=== {step.name}", flush=True)
    began = time.monotonic()
    held = step.run()
    return step.name, held, time.monotonic() - began


if __name__ == "__main__":
    sys.exit(main(fast="--fast" in sys.argv[1:]))
