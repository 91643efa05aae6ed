"""Adherence day by day: what was planned against what was told, for any number of patients at once."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from diary.queries.tallies import DayPain, ToldSets, sets_by_session
from exercises.queries.days import PlannedSets, exercises_of_steps, planned_sets
from progress.rules.adherence import DayTally, tally_day, unscheduled

Day = tuple[UUID, date]


@dataclass(frozen=True, slots=True)
class Sets:
    """What was planned and told on each patient's days; `exercise_of` knows the steps that need to be
    matched.
    """

    planned: Mapping[Day, list[PlannedSets]]
    told: Mapping[Day, list[ToldSets]]
    exercise_of: Mapping[str, str]

    def on(self, patient_id: UUID, on: date) -> tuple[list[PlannedSets], list[ToldSets]]:
        """What was planned on one patient's day, and what was told of it."""
        return self.planned.get((patient_id, on), []), self.told.get((patient_id, on), [])

    def tally(
        self, patient_id: UUID, on: date, today: date, held: bool = False, in_care: bool = True
    ) -> DayTally:
        """One patient's day; `today` is their own."""
        return tally_day(on, today, *self.on(patient_id, on), self.exercise_of, held, in_care)


def sets_between(patient_ids: Collection[UUID], from_on: date, to_on: date) -> Sets:
    """The days of these patients, both dates included; held days are not planned.

    Two statements; a third one where a phone told steps of a version that was not in force any more.
    """
    planned: dict[Day, list[PlannedSets]] = defaultdict(list)
    for asked in planned_sets(patient_ids, from_on, to_on):
        planned[asked.patient_id, asked.on].append(asked)
    told: dict[Day, list[ToldSets]] = defaultdict(list)
    for session in sets_by_session(patient_ids, from_on, to_on):
        told[session.patient_id, session.local_date].append(session)
    stray = {step for day, sessions in told.items() for step in unscheduled(planned.get(day, ()), sessions)}
    found = exercises_of_steps(stray) if stray else {}
    return Sets(planned, told, {step: slug for step, (slug, _name) in found.items()})


def counted_days(todays: Mapping[UUID, date], days: int) -> dict[UUID, list[DayTally]]:
    """The planned days of the last `days` days before each patient's own `today`."""
    before = timedelta(days=days)
    sets = sets_between(todays, min(todays.values()) - before, max(todays.values()) - timedelta(days=1))
    tallies: dict[UUID, list[DayTally]] = {patient_id: [] for patient_id in todays}
    for patient_id, on in sets.planned:
        today = todays[patient_id]
        if today - before <= on < today:
            tallies[patient_id].append(sets.tally(patient_id, on, today))
    return tallies


def series_by_moment(scores: Iterable[DayPain]) -> dict[UUID, dict[str, dict[date, DayPain]]]:
    """Each patient's pain, a series for each moment; moments are never mixed."""
    series: dict[UUID, dict[str, dict[date, DayPain]]] = defaultdict(lambda: defaultdict(dict))
    for day in scores:
        series[day.patient_id][day.moment][day.local_date] = day
    return series
