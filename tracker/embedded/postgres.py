"""The embedded PostgreSQL: its files, its settings, and whether it is ready."""

import os
import pwd
import shutil
import signal
import stat
import subprocess
from pathlib import Path

from tracker.embedded.binaries import postgres_programs
from tracker.embedded.orphan_cleanup import end_orphan
from tracker.embedded.problems import EmbeddedServerError
from tracker.supervision.guarded import Guarded

SETTINGS = {
    "listen_addresses": "",  # no network: only users who may open the socket's directory can connect
    "unix_socket_permissions": "0700",
    "shared_buffers": "128MB",
    "max_connections": "100",
    "jit": "off",  # compiling a query costs more than any of ours takes
    "timezone": "UTC",
    "log_timezone": "UTC",
}


class Postgres:
    """One cluster in `data`, listening in `sockets` only."""

    def __init__(self, data: Path, sockets: Path, log: Path) -> None:
        self._data, self._sockets, self._log = data, sockets, log
        self._programs = postgres_programs()
        self._user = _user_for_postgres()

    def prepare(self) -> None:
        """Create the cluster if there is none, and check that nobody else runs it.

        Raises EmbeddedServerError if it cannot be created, or belongs to another release of PostgreSQL.
        """
        self._make_reachable()
        if not self._data.exists():
            self._make_cluster()
        self._refuse_another_release()
        if not end_orphan(self._data / "postmaster.pid", "postgres", signal.SIGINT):
            # PostgreSQL would mistake another process with that number for its former self.
            (self._data / "postmaster.pid").unlink(missing_ok=True)
            (self._sockets / ".s.PGSQL.5432.lock").unlink(missing_ok=True)

    def program(self) -> Guarded:
        """The server, ready to start. SIGINT is its fast shutdown: it does not wait for clients."""
        command = [str(self._programs / "postgres"), "-D", str(self._data)]
        for name, value in {**SETTINGS, "unix_socket_directories": str(self._sockets)}.items():
            command += ["-c", f"{name}={value}"]
        return Guarded(
            "postgres", command, log=self._log, user=self._user, stop_signal=signal.SIGINT, grace=30.0
        )

    def ready(self) -> bool:
        """Whether it accepts connections; its socket exists earlier, during recovery from a crash."""
        asked = [str(self._programs / "pg_isready"), "--quiet", "--host", str(self._sockets)]
        return subprocess.run(asked, check=False).returncode == 0

    def _make_cluster(self) -> None:
        # Created beside its place and moved there whole, so that an interrupted start leaves nothing half
        # done.
        draft = self._data.with_name(self._data.name + ".new")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        self._hand_over(draft)
        self._run(
            "initdb", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C",
            "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "-D", str(draft),
        )  # fmt: skip
        self._run("postgres", "--single", "-D", str(draft), "postgres", say="CREATE DATABASE footing\n")
        draft.rename(self._data)

    def _refuse_another_release(self) -> None:
        theirs = (self._data / "PG_VERSION").read_text().strip()
        printed = subprocess.run(
            [self._programs / "postgres", "--version"], capture_output=True, text=True, check=True
        )
        ours = printed.stdout.split()[2].split(".")[0]
        if theirs != ours:
            raise EmbeddedServerError(
                f"The database in {self._data} belongs to PostgreSQL {theirs}; this is PostgreSQL {ours}. "
                "Nothing was changed: see 'Upgrading PostgreSQL' in docs/operating.md."
            )

    def _run(self, program: str, *arguments: str, say: str = "") -> None:
        identity = {"user": self._user, "group": self._user, "extra_groups": []} if self._user else {}
        done = subprocess.run(  # type: ignore[call-overload]
            [str(self._programs / program), *arguments],
            input=say, capture_output=True, text=True, check=False, cwd=self._sockets, **identity,
        )  # fmt: skip
        if done.returncode:
            raise EmbeddedServerError(f"PostgreSQL could not be set up ({program}): {done.stderr.strip()}")

    def _make_reachable(self) -> None:
        """If root started us, let the user who runs PostgreSQL pass to its files (pass, not read)."""
        if not self._user:
            return
        self._hand_over(self._sockets)
        for place in (self._data, self._sockets, self._programs / "postgres"):
            for directory in place.resolve().parents:
                mode = directory.stat().st_mode
                if not mode & stat.S_IXOTH:
                    directory.chmod(mode | stat.S_IXOTH)

    def _hand_over(self, directory: Path) -> None:
        if self._user:
            account = pwd.getpwnam(self._user)
            os.chown(directory, account.pw_uid, account.pw_gid)


def _user_for_postgres() -> str:
    """Empty unless we are root, because PostgreSQL refuses to run as root: then an account of its own."""
    if os.geteuid() != 0:
        return ""
    for name in ("postgres", "footing"):
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    made = subprocess.run(
        ["useradd", "--system", "--no-create-home", "footing"], capture_output=True, check=False
    )
    if made.returncode:
        raise EmbeddedServerError(
            "PostgreSQL does not run as root, and no account could be made for it: "
            "start Footing as an ordinary user."
        )
    return "footing"
