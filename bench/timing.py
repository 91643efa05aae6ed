"""How long a call takes: best of several rounds of medians, so that a noisy machine does not decide."""

import gc
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter


@dataclass(frozen=True)
class Timing:
    """Seconds a call: the median of the best round, and the 95th percentile of all."""

    median: float
    p95: float

    @property
    def per_second(self) -> float:
        """Calls a second, one after the other."""
        return 1 / self.median


def time_calls(call: Callable[[], object], rounds: int = 5, seconds: float = 0.4) -> Timing:
    """Times `call` for `rounds` rounds of about `seconds` each, after a warm-up."""
    for _ in range(5):
        call()
    every: list[float] = []
    medians = []
    gc.collect()
    for _ in range(rounds):
        taken = _round(call, seconds)
        every += taken
        medians.append(median(taken))
    every.sort()
    return Timing(min(medians), every[int(len(every) * 0.95)])


def time_pair(
    call: Callable[[], object], floor: Callable[[], object], rounds: int = 5, seconds: float = 0.4
) -> tuple[Timing, Timing, float]:
    """Times a call and its floor in turns; gives both and the median ratio call / floor of the rounds."""
    for _ in range(5):
        call()
        floor()
    calls, floors, ratios = [], [], []
    for _ in range(rounds):
        a, b = _round(call, seconds), _round(floor, seconds)
        calls.append(a)
        floors.append(b)
        ratios.append(median(a) / median(b))
    return _timing(calls), _timing(floors), median(ratios)


def _timing(rounds: list[list[float]]) -> Timing:
    every = sorted(taken for one in rounds for taken in one)
    return Timing(min(median(one) for one in rounds), every[int(len(every) * 0.95)])


def _round(call: Callable[[], object], seconds: float) -> list[float]:
    taken: list[float] = []
    end = perf_counter() + seconds
    while not taken or perf_counter() < end:
        start = perf_counter()
        call()
        taken.append(perf_counter() - start)
    return taken
