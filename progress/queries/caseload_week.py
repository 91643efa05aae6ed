"""One week of a caseload, for the digest of the therapists of these patients."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from uuid import UUID

from diary.queries.tallies import pain_by_day
from progress.queries.tallies import counted_days, series_by_moment
from progress.queries.weeks import Week, weeks_told
from progress.rules.adherence import window_adherence
from progress.rules.trends import WINDOW_DAYS, leading_moment, pain_change

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WeekFigures:
    """Seven days of one patient.

    `wrote`: the diary has an entry of these days. `adherence` (0 to 1) and `pain_change` (points, against the
    seven days before) follow the rules of the caseload; None is "not known".
    """

    wrote: bool
    adherence: Fraction | None
    pain_change: Fraction | None


def figures_of_week(patient_ids: Collection[UUID], to_on: date) -> dict[UUID, WeekFigures]:
    """The figures of the seven days up to `to_on`, for each of these patients; the number of statements does
    not grow with them."""
    if not patient_ids:
        return {}
    from_on = to_on - timedelta(days=WINDOW_DAYS - 1)
    weeks = weeks_told([Week(key, from_on, to_on) for key in patient_ids])
    wrote = {key for key, week in weeks.items() if week.days_told}
    days = counted_days(dict.fromkeys(patient_ids, to_on + ONE_DAY), WINDOW_DAYS)
    changes = _pain_changes(patient_ids, to_on)
    return {
        key: WeekFigures(key in wrote, window_adherence(days[key]), changes.get(key)) for key in patient_ids
    }


def _pain_changes(patient_ids: Collection[UUID], to_on: date) -> dict[UUID, Fraction]:
    found = pain_by_day(list(patient_ids), to_on - timedelta(days=2 * WINDOW_DAYS - 1), to_on)
    changes: dict[UUID, Fraction] = {}
    for key, moments in series_by_moment(found).items():
        moment = leading_moment(moments, to_on)
        change = pain_change(moments[moment], to_on) if moment else None
        if change:
            changes[key] = change.points
    return changes
