"""Push services that do not answer: not used for a while, so that they delay nobody else."""

from time import monotonic

ENOUGH = 20  # messages in a row without an answer
REST = 60.0  # seconds


class CircuitBreaker:
    """The push services that do not answer, by their origin."""

    def __init__(self) -> None:
        self._missed: dict[str, int] = {}
        self._until: dict[str, float] = {}

    def record_answer(self, origin: str) -> None:
        """The push service answered, whatever it said."""
        self._missed.pop(origin, None)

    def record_failure(self, origin: str) -> None:
        """The push service did not answer."""
        self._missed[origin] = self._missed.get(origin, 0) + 1
        if self._missed[origin] >= ENOUGH:
            self._until[origin] = monotonic() + REST

    def is_open(self, origin: str) -> bool:
        """Whether the next message should wait. After a minute one more failure opens it again."""
        return self._until.get(origin, 0.0) > monotonic()
