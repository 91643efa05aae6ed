"""How many messages must be in flight to keep a rate, from the response times of push services."""

from math import ceil

FEWEST = 2  # messages in flight, however fast the answers
REMEMBERED = 20  # answers, about
FADES = 1.02  # with each answer the remembered fastest time grows by this factor


class RateController:
    """The response times of the push services of one sender.

    The fastest answer of each service counts: slower ones waited in a queue, and more messages in flight
    would only make it longer.
    """

    def __init__(self) -> None:
        self._quickest: dict[str, float] = {}
        self._usual = 0.0

    def note(self, origin: str, seconds: float) -> None:
        """Record that the push service at `origin` answered within so many seconds."""
        quickest = min(seconds, self._quickest.get(origin, seconds) * FADES)
        self._quickest[origin] = quickest
        self._usual += (quickest - self._usual) / REMEMBERED if self._usual else quickest

    def window(self, pace: float) -> int:
        """The number of messages in flight for `pace` answers a second: rate times response time of recent
        answers (Little's law), and two at least.
        """
        return max(ceil(pace * self._usual), FEWEST)
