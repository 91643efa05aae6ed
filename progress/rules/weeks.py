"""A patient's week in numbers, from which text can be made in any language."""

from datetime import date, timedelta
from typing import Any, NamedTuple

from diary.rules.series import MOMENT_OF


class WeekNumbers(NamedTuple):
    """Seven local days, the last one `to_on`; what is not known is None, never 0.

    `days_told`: with anything in the diary. `planned`, `done`: sessions, without held days, and on how many
    days; `extra`: sessions beyond the plan. `held`: a day of the plan was on hold. `series`: of the moment
    whose pain scores speak for the patient (`diary.rules.series`), None when nothing was scored in two weeks.
    `mean` (0-10, of the daily means) and `scored_days`, and the same of the seven days before. `next_on`,
    `next_sessions`: what the seven days after ask for, None for nothing.
    """

    to_on: date
    days_told: int
    planned: int
    done: int
    extra: int
    planned_days: int
    done_days: int
    held: bool
    series: int | None = None
    scored_days: int | None = None
    scored_days_before: int | None = None
    mean: float | None = None
    mean_before: float | None = None
    next_on: date | None = None
    next_sessions: int | None = None

    @property
    def from_on(self) -> date:
        """The first of the seven days."""
        return self.to_on - timedelta(days=6)

    def content(self) -> dict[str, Any]:
        """These numbers as a document: `from_on`, `to_on`, `days_told`, `sessions`, `pain` and `next`, the
        last two None where there is nothing to say; dates as ISO 8601 text."""
        return {
            "from_on": self.from_on.isoformat(),
            "to_on": self.to_on.isoformat(),
            "days_told": self.days_told,
            "sessions": {
                "planned": self.planned,
                "done": self.done,
                "extra": self.extra,
                "planned_days": self.planned_days,
                "done_days": self.done_days,
                "held": self.held,
            },
            "pain": self._pain(),
            "next": self.next_on and {"on": self.next_on.isoformat(), "sessions": self.next_sessions},
        }

    def _pain(self) -> dict[str, Any] | None:
        if self.series is None:
            return None
        return {
            "moment": MOMENT_OF[self.series],
            "mean": self.mean,
            "mean_before": self.mean_before,
            "scored_days": self.scored_days,
            "scored_days_before": self.scored_days_before,
        }
