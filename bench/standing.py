"""What keeps serving: one running Footing under slow clients, frozen servers and killed processes.

`python -m bench.standing [--short]` starts `footing serve` with its own servers, asks it up to twenty times a
second while each harm lasts, and prints how many were answered well, how many were told to come again (503
with Retry-After), how many got another answer or none, the longest wait, and how soon all was well again.
"""

import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Event, Lock, Thread
from time import monotonic

import psutil

from bench.silent_mail import CODE, code_request, silent_mail_server
from bench.slowness import never_finishing
from tests.plumbing.programs import family, start_serving
from tracker.supervision.ports import choose_port

PATHS = ("/healthz", "/api/v1/me/", "/api/v1/exercises/", "/readyz")
EVERY = 0.2  # seconds between two questions of one asker
ASKERS = 4
PATIENCE = 30.0  # seconds
CRAWLERS = 100
SESSION = {"Cookie": "sessionid=" + "x" * 32}  # one that nobody has: it is looked for in the database
pause = Event().wait


@dataclass
class Found:
    """How many answers of each kind came, and the longest wait (seconds)."""

    kinds: Counter[str] = field(default_factory=Counter)
    longest: dict[str, float] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def note(self, path: str, kind: str, seconds: float) -> None:
        with self.lock:
            self.kinds[kind] += 1
            place = "probes" if path in ("/healthz", "/readyz") else "people"
            self.longest[place] = max(self.longest.get(place, 0.0), seconds)


@dataclass(frozen=True)
class Footing:
    """The running program."""

    port: int
    served: "subprocess.Popen[str]"

    def ask(
        self,
        path: str,
        method: str = "GET",
        body: str | None = None,
        headers: Mapping[str, str] = SESSION,
    ) -> str:
        """What kind of answer comes: good, come again, other or none."""
        line = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            line.request(method, path, body, {"Host": "localhost", **headers})
            answer = line.getresponse()
            answer.read()
        except (OSError, HTTPException):
            return "none"
        finally:
            line.close()
        if answer.status in (200, 401):
            return "good"
        return "again" if answer.status == 503 and answer.headers["Retry-After"] else "other"

    def processes(self, name: str) -> list[psutil.Process]:
        return [each for each in family(self.served) if _name(each).startswith(name)]


def _name(process: psutil.Process) -> str:
    with suppress(psutil.Error):
        return process.name()
    return ""


Harm = Callable[[Footing, float, Found], None]


@contextmanager
def asking(footing: Footing) -> Iterator[Found]:
    """Questions from several sides for as long as the block lasts."""
    found, done = Found(), Event()

    def ask(number: int) -> None:
        turn = number
        while not done.wait(EVERY):
            path = PATHS[turn % len(PATHS)]
            began = monotonic()
            found.note(path, footing.ask(path), monotonic() - began)
            turn += 1

    askers = [Thread(target=ask, args=[number]) for number in range(ASKERS)]
    for asker in askers:
        asker.start()
    try:
        yield found
    finally:
        done.set()
        for asker in askers:
            asker.join()


@contextmanager
def frozen(footing: Footing, name: str) -> Iterator[None]:
    """All processes of that server stand still (SIGSTOP), then go on."""
    still = footing.processes(name)
    for each in still:
        each.suspend()
    try:
        yield
    finally:
        for each in still:
            with suppress(psutil.NoSuchProcess):
                each.resume()


def crawl(footing: Footing, seconds: float, _found: Found) -> None:
    with never_finishing(footing.port, CRAWLERS):
        pause(seconds)


def ask_for_codes(footing: Footing, seconds: float, found: Found) -> None:
    """Somebody asks for a code twice a second; the mail server is silent in the whole run."""
    end, turn = monotonic() + seconds, 0
    while monotonic() < end:
        began = monotonic()
        kind = footing.ask(CODE, **code_request(f"nobody-{turn}@footing.example"))
        found.note(CODE, kind, monotonic() - began)
        turn += 1
        pause(0.5)


def freeze(name: str) -> Harm:
    def harm(footing: Footing, seconds: float, _found: Found) -> None:
        with frozen(footing, name):
            pause(seconds)

    return harm


def kill(name: str, every: float) -> Harm:
    """kill -9 of one process of that name, in turns, every so many seconds."""

    def harm(footing: Footing, seconds: float, _found: Found) -> None:
        end, turn = monotonic() + seconds, 0
        while monotonic() < end:
            if living := footing.processes(name):
                with suppress(psutil.NoSuchProcess):
                    living[turn % len(living)].kill()
            turn += 1
            pause(every)

    return harm


HARMS: dict[str, Harm] = {
    f"{CRAWLERS} clients that never finish a body": crawl,
    "the mail server silent, two codes asked for each second": ask_for_codes,
    "PostgreSQL frozen (SIGSTOP)": freeze("postgres"),
    "Redis frozen (SIGSTOP)": freeze("redis"),
    "a web process killed each second": kill("footing-web", 1.0),
    "a web process killed each 7 seconds": kill("footing-web", 7.0),
    "a process of PostgreSQL killed each 10 seconds": kill("postgres", 10.0),
    "the worker killed each second": kill("footing-worker", 1.0),
}


def measure(footing: Footing, seconds: float) -> bool:
    """Prints a row for each harm; whether everybody got an answer and was served again within 5 s."""
    print(
        "| harm | good | come again | other | no answer | longest wait: people, probes | well again after |"
    )
    print("|---|---|---|---|---|---|---|")
    met = True
    for name, harm in HARMS.items():
        with asking(footing) as found:
            harm(footing, seconds, found)
        again = _well_again(footing)
        kinds = [found.kinds[kind] for kind in ("good", "again", "other", "none")]
        longest = ", ".join(f"{found.longest.get(place, 0):.1f} s" for place in ("people", "probes"))
        print(f"| {name} | {' | '.join(map(str, kinds))} | {longest} | {again:.1f} s |", flush=True)
        met = met and not found.kinds["other"] and again <= 5.0
    return met


def _well_again(footing: Footing) -> float:
    began = monotonic()
    while any(footing.ask(path) != "good" for path in PATHS) and monotonic() - began < 60:
        pause(0.1)
    return monotonic() - began


def main() -> None:
    """One run in a directory of its own."""
    port = choose_port("127.0.0.1", 0, may_move=True)
    with tempfile.TemporaryDirectory(prefix="footing-standing-") as home, silent_mail_server() as mail:
        variables = {"WEB_WORKERS": "2", "LOG_LEVEL": "CRITICAL", "EMAIL_URL": f"smtp://127.0.0.1:{mail}"}
        served = start_serving(Path(home), port, **variables)
        Thread(target=served.stdout.read, daemon=True).start()  # type: ignore[union-attr]
        try:
            met = measure(Footing(port, served), 8.0 if "--short" in sys.argv else 60.0)
        finally:
            served.send_signal(signal.SIGINT)
            served.wait(90)
    print("\nall met" if met else "\n**not met**", flush=True)
    if not met:
        sys.exit(1)


if __name__ == "__main__":
    main()
