"""How soon push services answer, so that as many messages are on their way as keep a pace, and no more."""

from math import ceil

FEWEST = 2  # messages on their way at once, however soon they are answered
REMEMBERED = 20  # answers, about
FADES = 1.02  # each answer makes the memory of the quickest one this much slower


class RateController:
    """What one sender knows of the push services' time to answer.

    Of each the quickest answer counts: what is slower waited for its turn there or here, and more messages
    on their way would only make it wait longer.
    """

    def __init__(self) -> None:
        self._quickest: dict[str, float] = {}
        self._usual = 0.0

    def note(self, origin: str, seconds: float) -> None:
        """The push service at `origin` has answered within so many seconds."""
        quickest = min(seconds, self._quickest.get(origin, seconds) * FADES)
        self._quickest[origin] = quickest
        self._usual += (quickest - self._usual) / REMEMBERED if self._usual else quickest

    def window(self, pace: float) -> int:
        """How many messages have to be on their way for `pace` answers a second: pace times the time to
        answer of those who answered lately (Little's law), and two at least.
        """
        return max(ceil(pace * self._usual), FEWEST)
