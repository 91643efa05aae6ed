"""Adherence day by day: planned against recorded sessions, for any number of patients at once."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from diary.queries.tallies import DayPain, ToldSets, sets_by_session
from exercises.queries.days import PlannedSets, exercises_of_steps, planned_sets
from progress.rules.adherence import DayTally, day_state, tally_day, unscheduled


@dataclass(frozen=True, slots=True)
class Sets:
    """What was planned for and told by one patient, by local day."""

    planned: dict[date, list[PlannedSets]] = field(default_factory=lambda: defaultdict(list))
    told: dict[date, list[ToldSets]] = field(default_factory=lambda: defaultdict(list))

    def alike(self) -> Iterable[tuple[Sequence[PlannedSets], Sequence[ToldSets], list[date]]]:
        """The planned days, those that are alike together: they share the `sets` of what was planned and
        told, so that whatever follows from these is worked out once.
        """
        groups: dict[tuple[int, ...], list[date]] = defaultdict(list)
        for on, planned in self.planned.items():
            told = self.told.get(on, ())
            groups[(*(id(each.sets) for each in planned), 0, *(id(each.sets) for each in told))].append(on)
        for days in groups.values():
            yield self.planned[days[0]], self.told.get(days[0], ()), days


NOTHING = Sets()


def counted_days(todays: Mapping[UUID, date], days: int) -> dict[UUID, list[DayTally]]:
    """The planned days of the last `days` days before each patient's own `today`; held days are not planned.

    Two statements; a third one where a phone told steps of a version that was not in force any more.
    """
    before = timedelta(days=days)
    sets = _sets_between(todays, min(todays.values()) - before, max(todays.values()) - timedelta(days=1))
    exercise_of = _exercises_of_unscheduled(sets.values())
    return {
        patient_id: [
            tally
            for tally in _tallies(sets.get(patient_id, NOTHING), today, exercise_of)
            if today - before <= tally.on < today
        ]
        for patient_id, today in todays.items()
    }


def _tallies(sets: Sets, today: date, exercise_of: Mapping[str, str]) -> Iterable[DayTally]:
    for planned, told, days in sets.alike():
        known = tally_day(days[0], today, planned, told, exercise_of)
        for on in days:
            yield known._replace(on=on, state=day_state(on, today, known.prescribed, held=False))


def _sets_between(patient_ids: Collection[UUID], from_on: date, to_on: date) -> dict[UUID, Sets]:
    found: dict[UUID, Sets] = defaultdict(Sets)
    for asked in planned_sets(patient_ids, from_on, to_on):
        found[asked.patient_id].planned[asked.on].append(asked)
    for session in sets_by_session(patient_ids, from_on, to_on):
        found[session.patient_id].told[session.local_date].append(session)
    return found


def _exercises_of_unscheduled(sets: Iterable[Sets]) -> dict[str, str]:
    """The exercises of the steps that need to be matched."""
    steps = {
        step for each in sets for planned, told, _days in each.alike() for step in unscheduled(planned, told)
    }
    found = exercises_of_steps(steps) if steps else {}
    return {step: slug for step, (slug, _name) in found.items()}


def series_by_moment(scores: Iterable[DayPain]) -> dict[UUID, dict[str, dict[date, DayPain]]]:
    """Each patient's pain, a series for each moment; moments are never mixed."""
    series: dict[UUID, dict[str, dict[date, DayPain]]] = defaultdict(lambda: defaultdict(dict))
    for day in scores:
        series[day.patient_id][day.moment][day.local_date] = day
    return series
