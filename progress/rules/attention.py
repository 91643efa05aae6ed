"""Attention: the order of patients by their reasons to look."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from progress.rules.flagging import FlagState, Urgency

_A_STEP = 1e7  # more than any date's number: urgency first, then the newer evidence
_SEEN = 0.01


class Reason(NamedTuple):
    """An unresolved flag, and the local date of its newest evidence."""

    rule: str
    state: str
    urgency: int
    evidence_on: date | None


@dataclass(frozen=True, slots=True)
class Reasons:
    """The reasons to look at one patient: new flags (`open`), flags that were `seen` and not resolved, both
    the most urgent first, and since when a warning sign rests the plan.
    """

    open: tuple[Reason, ...]
    seen: tuple[Reason, ...]
    paused_since: datetime | None

    @classmethod
    def of(cls, flags: Iterable[Reason], paused_since: datetime | None) -> "Reasons":
        """The reasons of one patient's unresolved flags, in any order."""
        line = sorted(flags, key=lambda each: (each.urgency, -_number(each.evidence_on), each.rule))
        unseen = tuple(each for each in line if each.state == FlagState.OPEN)
        return cls(unseen, tuple(each for each in line if each.state != FlagState.OPEN), paused_since)

    @property
    def needs_look(self) -> bool:
        """Whether somebody must look: a plan that rests for a warning sign is reason enough."""
        return bool(self.open) or self.paused_since is not None

    @property
    def urgency(self) -> Urgency | None:
        """The urgency of the most urgent reason; a resting plan is as urgent as a warning sign."""
        if self.paused_since is not None:
            return Urgency.WARNING
        return Urgency(self.open[0].urgency) if self.open else None

    @property
    def weight(self) -> float:
        """The position in the caseload: by urgency, then by the newest evidence; seen flags come after all
        others, and no reason is 0.
        """
        urgency = self.urgency
        if urgency is not None:
            newest = max((_number(each.evidence_on) for each in self.open), default=0)
            return (1 + Urgency.DELIVERY - urgency) * _A_STEP + newest
        return (1 + Urgency.DELIVERY - self.seen[0].urgency) * _SEEN if self.seen else 0.0


def _number(on: date | None) -> int:
    return on.toordinal() if on else 0
