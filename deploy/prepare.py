"""Makes the environment that `./run` and `./check` work in, then becomes the command that was asked for.

Runs on a bare Python 3.11 with the standard library only. What is up to date already is not done again.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV, VAR = ROOT / ".venv", ROOT / "var"
COMMANDS = {"serve": [str(ROOT / "manage.py"), "serve"], "check": ["-m", "deploy.check"]}
REQUIREMENTS = {"serve": ["server", "build"], "check": ["check", "build"]}
NO_VENV = (
    "Python here cannot make virtual environments. Install that part (Debian: apt-get install python3-venv) "
    "or uv (https://docs.astral.sh/uv), then try again."
)


def main(purpose: str, *arguments: str) -> None:
    VAR.mkdir(exist_ok=True)
    with (VAR / "prepare.lock").open("w") as lock:
        # Two starts at once would install into each other.
        fcntl.flock(lock, fcntl.LOCK_EX)
        install(purpose)
        build_front_end()
    if purpose == "check":
        os.environ.setdefault("FOOTING_HOME", str(VAR / "check"))
    python = str(VENV / "bin" / "python")
    os.execv(python, [python, *COMMANDS[purpose], *arguments])


def install(purpose: str) -> None:
    """Bring .venv to exactly what the lock files say, unless its stamp says that it is there."""
    stamp = VENV / ".installed-from"
    kept = stamp.read_text().split() if stamp.exists() else []
    if "check" in kept:
        purpose = "check"  # it holds all that serving needs; do not tear it down and up in turns
    state = [purpose, digest_of(purpose)]
    if kept == state:
        return
    print("Installing the Python packages ...", flush=True)
    uv = find_uv()
    if not (VENV / "bin" / "python").exists():
        call(uv, "venv", "--quiet", "--python", sys.executable, str(VENV))
    files = [str(ROOT / "requirements" / f"{name}.txt") for name in REQUIREMENTS[purpose]]
    call(uv, "pip", "sync", "--quiet", "--require-hashes", "--python", str(VENV / "bin" / "python"), *files)
    stamp.write_text(" ".join(state))


def digest_of(purpose: str) -> str:
    digest = hashlib.sha256(sys.version.encode())
    for name in REQUIREMENTS[purpose]:
        digest.update((ROOT / "requirements" / f"{name}.txt").read_bytes())
    return digest.hexdigest()


def find_uv() -> str:
    """The machine's own uv, or one in a virtual environment of its own under var/."""
    own = VAR / "uv" / "bin" / "uv"
    found = shutil.which("uv") or (str(own) if own.exists() else None)
    if found:
        return found
    made = subprocess.run([sys.executable, "-m", "venv", str(VAR / "uv")], capture_output=True, text=True)
    if made.returncode:
        shutil.rmtree(VAR / "uv", ignore_errors=True)
        sys.exit(f"{made.stdout}{made.stderr}\n{NO_VENV}")
    pip = [
        str(VAR / "uv" / "bin" / "python"),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
    ]
    call(*pip, "--require-hashes", "-r", str(ROOT / "requirements" / "uv.txt"))
    return str(own)


def build_front_end() -> None:
    sys.path.insert(0, str(ROOT))
    from hatch_build import is_built

    if not is_built(ROOT):
        print("Building the front end ...", flush=True)
        call(str(VENV / "bin" / "python"), str(ROOT / "hatch_build.py"))


def uv_environment() -> dict[str, str]:
    """With the certificates that this machine trusts, as behind a company's proxy."""
    # The name before and since uv 0.11.
    return {**os.environ, "UV_NATIVE_TLS": "1", "UV_SYSTEM_CERTS": "1"}


def call(*order: str) -> None:
    if subprocess.run(order, env=uv_environment(), cwd=ROOT).returncode:
        sys.exit(f"Footing could not be installed: {Path(order[0]).name} failed, for the reason above.")


if __name__ == "__main__":
    main(*sys.argv[1:])
