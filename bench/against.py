"""This build against an earlier one, started beside it with the same demo data: ratios of one run.

A row is a function of both builds in ROWS: it measures them in turns and says whether its aim was met.
"""

import sys
from collections.abc import Callable, Sequence
from statistics import median
from threading import Event

from bench.builds import Build, both_builds
from bench.first_sync import first_sync
from bench.memory import tree_megabytes, work
from bench.slowness import HELD, Waits, never_finishing, slow_requests, waits
from bench.staff import SUBJECTS
from bench.table import Row, milliseconds

DEMO = "demo.footing.example"
SLOW = (f"margaret.ellis@{DEMO}", f"ahmed.rahman@{DEMO}")
OTHERS = (f"joan.whitfield@{DEMO}", f"peter.novak@{DEMO}")
PATHS = ("/api/v1/plan/", "/api/v1/me/", "/healthz", "/api/v1/diary/changes/?after=0&limit=100")
CRAWLERS = 100
WARM_UP = 6.0  # seconds
AT_REST = 20.0  # seconds


def measure(short: bool, wanted: Sequence[str] = ()) -> list[Row]:
    """The rows of ROWS, or those with a wanted word in their name, with both builds running."""
    with both_builds() as (now, before):
        for build in (now, before):  # every process has loaded the program, and every query its plan
            waits(build, _talks(build), WARM_UP)
        return [_told(row(now, before, short)) for row in ROWS if _is_wanted(row, wanted)]


def _told(row: Row) -> Row:
    """The row, said at once: a run takes long, and a later row may fail."""
    print(row, file=sys.stderr, flush=True)
    return row


def _is_wanted(row: Callable[..., Row], wanted: Sequence[str]) -> bool:
    name = getattr(getattr(row, "__self__", None), "what", row.__name__)
    return not wanted or any(word in name for word in wanted)


def beside_slow_requests(now: Build, before: Build, short: bool) -> Row:
    """p95 of others while two requests of two seconds are in flight, against nobody slow."""

    def slow(build: Build, seconds: float) -> Waits:
        with slow_requests(build, {email: _token(build, email) for email in SLOW}) as taken:
            found = waits(build, _talks(build), seconds)
        if median(taken) < HELD * 0.9:
            raise AssertionError(f"The slow requests took {median(taken):.2f} s only.")
        return found

    return _beside("others, two 2 s requests in flight", slow, 1.5, now, before, short)


def beside_crawlers(now: Build, before: Build, short: bool) -> Row:
    """p95 of others while 100 anonymous clients never finish their bodies, against nobody there."""

    def crawling(build: Build, seconds: float) -> Waits:
        with never_finishing(build.port, CRAWLERS):
            return waits(build, _talks(build), seconds)

    return _beside(f"others, {CRAWLERS} clients that never finish", crawling, 2.0, now, before, short)


def memory_at_rest(now: Build, before: Build, short: bool) -> Row:
    """The whole tree after its start and a few requests."""
    Event().wait(1.0 if short else AT_REST)
    return _memory("memory of the whole tree at rest", 400, now, before)


def memory_after_work(now: Build, before: Build, short: bool) -> Row:
    """The whole tree after 10,000 requests."""
    for build in (now, before):
        work(build, _talks(build), 100 if short else 10_000)
    return _memory("memory of the whole tree after 10,000 requests", 500, now, before)


ROWS: list[Callable[[Build, Build, bool], Row]] = [
    memory_at_rest,
    beside_slow_requests,
    beside_crawlers,
    memory_after_work,
    first_sync,
    *(subject.measure for subject in SUBJECTS),
]


def _memory(what: str, most: int, now: Build, before: Build) -> Row:
    ours, theirs = tree_megabytes(now.pid), tree_megabytes(before.pid)
    ratio = f"{ours / theirs:.2f}"
    return Row(what, f"{ours:.0f} MB", f"{theirs:.0f} MB", ratio, f"<= {most} MB", ours <= most)


def _beside(
    what: str, disturbed: Callable[[Build, float], Waits], aim: float, now: Build, before: Build, short: bool
) -> Row:
    """p95 disturbed / p95 in peace: for each build the median of some rounds, taken in turns."""
    rounds, seconds = (1, 4.0) if short else (5, 10.0)
    figures: dict[str, list[tuple[float, float, int]]] = {now.name: [], before.name: []}
    for _ in range(rounds):
        for build in (now, before):
            peace = waits(build, _talks(build), seconds)
            beside = disturbed(build, seconds)
            figures[build.name].append((peace.p95, beside.p95, beside.failed))
    ratios = {name: median(beside / peace for peace, beside, _ in each) for name, each in figures.items()}
    return Row(
        what,
        f"{ratios[now.name]:.2f}x of nobody: {_words(figures[now.name])}",
        f"{ratios[before.name]:.2f}x: {_words(figures[before.name])}",
        f"{ratios[now.name] / ratios[before.name]:.3f}",
        f"<= {aim:g}x",
        ratios[now.name] <= aim,
    )


def _words(rounds: list[tuple[float, float, int]]) -> str:
    peace, beside, failed = zip(*rounds, strict=True)
    return f"{milliseconds(median(peace))} -> {milliseconds(median(beside))}, {sum(failed)} unanswered"


def _talks(build: Build) -> list[tuple[str, str]]:
    tokens = [_token(build, email) for email in OTHERS]
    return [(path, token) for token in tokens for path in PATHS]


_tokens: dict[tuple[str, str], str] = {}


def _token(build: Build, email: str) -> str:
    if (build.name, email) not in _tokens:
        _tokens[build.name, email] = build.token(email)
    return _tokens[build.name, email]
