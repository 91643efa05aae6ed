"""Adherence day by day: what was planned against what was told, for any number of patients at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import chain
from typing import TypeVar
from uuid import UUID

from diary.queries.tallies import DayPain, DaySets, sets_by_day
from exercises.queries.days import PlannedDay, planned_days
from progress.adherence import DayTally, tally_day
from progress.trends import DayScores, Series

Day = tuple[UUID, date]
Row = TypeVar("Row", PlannedDay, DaySets)


def planned_by_day(patient_ids: Iterable[UUID], from_on: date, to_on: date) -> dict[Day, list[PlannedDay]]:
    """The planned steps of each patient's days, both dates included; held days are left out."""
    return _by_day(planned_days(patient_ids, from_on, to_on), "on")


def told_by_day(patient_ids: Iterable[UUID], from_on: date, to_on: date) -> dict[Day, list[DaySets]]:
    """The steps told of each patient's days, both dates included."""
    return _by_day(sets_by_day(list(patient_ids), from_on, to_on), "local_date")


def exercises_of(planned: Mapping[Day, list[PlannedDay]]) -> dict[UUID, str]:
    """The exercise of every step of every version that was in force on the planned days."""
    return {step.step_id: step.exercise_slug for step in chain.from_iterable(planned.values())}


def counted_days(todays: Mapping[UUID, date], days: int) -> dict[UUID, list[DayTally]]:
    """The planned days of the last `days` days before each patient's own `today`. Two statements."""
    from_on = min(todays.values()) - timedelta(days=days)
    to_on = max(todays.values()) - timedelta(days=1)
    planned = planned_by_day(todays, from_on, to_on)
    told = told_by_day(todays, from_on, to_on)
    exercise_of = exercises_of(planned)
    tallies: dict[UUID, list[DayTally]] = {patient_id: [] for patient_id in todays}
    for (patient_id, on), steps in planned.items():
        today = todays[patient_id]
        if today - timedelta(days=days) <= on < today:
            tally = tally_day(on, today, steps, told.get((patient_id, on), ()), exercise_of)
            tallies[patient_id].append(tally)
    return tallies


def series_by_moment(scores: Iterable[DayPain]) -> dict[UUID, dict[str, Series]]:
    """Each patient's pain, a series for each moment; moments are never mixed."""
    series: dict[UUID, dict[str, dict[date, DayScores]]] = defaultdict(lambda: defaultdict(dict))
    for day in scores:
        series[day.patient_id][day.moment][day.local_date] = DayScores(day.total, day.n, day.highest)
    return {patient_id: dict(moments) for patient_id, moments in series.items()}


def _by_day(rows: Iterable[Row], column: str) -> dict[Day, list[Row]]:
    by_day: dict[Day, list[Row]] = defaultdict(list)
    for row in rows:
        by_day[row.patient_id, getattr(row, column)].append(row)
    return by_day
