"""A patient's week as a Django developer writes it down: a few queries by the ORM, then plain Python.

The floor that the summaries' one statement is measured against, and (in the tests) the rule it has to equal.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from diary.models import Entry
from exercises.models import Assignment, AssignmentVersion, WarningHold
from progress.rules.trends import MOMENTS_BY_PREFERENCE

A_WEEK = timedelta(days=7)
Planned = dict[tuple[date, UUID], tuple[int, bool]]  # sessions asked for on a day, and whether it was held


def plain_week(patient_id: UUID, from_on: date, to_on: date) -> dict[str, Any] | None:
    """What `progress.queries.weeks.weeks_told` says of this week; None when there is nothing to say."""
    entries = list(
        Entry.objects.filter(
            patient=patient_id, deleted=False, local_date__range=(from_on - A_WEEK, to_on)
        ).only("kind", "local_date", "moment", "score", "data")
    )
    planned = _planned(patient_id, from_on, to_on + A_WEEK)
    week = [entry for entry in entries if entry.local_date >= from_on]
    asked = {key: what for key, what in planned.items() if key[0] <= to_on}
    if not week and not asked:
        return None
    return {
        "from_on": from_on.isoformat(),
        "to_on": to_on.isoformat(),
        "days_told": len({entry.local_date for entry in week}),
        "sessions": _sessions(week, asked),
        "pain": _pain(entries, from_on),
        "next": _next(planned, to_on),
    }


def _planned(patient_id: UUID, from_on: date, to_on: date) -> Planned:
    planned: Planned = {}
    found = Assignment.objects.filter(patient=patient_id).select_related("episode")
    warnings = list(WarningHold.objects.filter(patient=patient_id))
    for assignment in found.prefetch_related("versions", "holds"):
        ends = [day for day in (assignment.ends_on, assignment.episode.ended_on) if day]
        day = max(from_on, assignment.starts_on)
        while day <= min([to_on, *ends]):
            version = _in_force(assignment.versions.all(), day)
            taken = assignment.first_day_counts and day == assignment.starts_on
            if version and (taken or day.isoweekday() in version.days):
                holds: list[Any] = [*assignment.holds.all(), *warnings]
                held = any(
                    hold.from_on <= day and (hold.until_on is None or day <= hold.until_on) for hold in holds
                )
                planned[day, assignment.pk] = version.times_per_day, held
            day += timedelta(days=1)
    return planned


def _in_force(versions: Iterable[AssignmentVersion], day: date) -> AssignmentVersion | None:
    valid = [version for version in versions if version.valid_from <= day]
    return max(valid, key=lambda version: (version.valid_from, version.version), default=None)


def _sessions(week: list[Entry], asked: Planned) -> dict[str, Any]:
    told = Counter(
        (entry.local_date, UUID(key) if (key := (entry.data or {}).get("assignment_id")) else None)
        for entry in week
        if entry.kind == "session" and _has_sets(entry)
    )
    due = {key: number for key, (number, held) in asked.items() if not held}
    done = {key: min(number, told[key]) for key, number in due.items() if told[key]}
    return {
        "planned": sum(due.values()),
        "done": sum(done.values()),
        "extra": told.total() - sum(done.values()),
        "planned_days": len({day for day, _key in due}),
        "done_days": len({day for day, _key in done}),
        "held": any(held for _number, held in asked.values()),
    }


def _has_sets(entry: Entry) -> bool:
    return any(step["sets"] for step in (entry.data or {}).get("steps", ()))


def _pain(entries: list[Entry], from_on: date) -> dict[str, Any] | None:
    scores: dict[str, dict[date, list[int]]] = defaultdict(lambda: defaultdict(list))
    for entry in entries:
        if entry.moment is not None and entry.score is not None:
            scores[entry.moment][entry.local_date].append(entry.score)
    if not scores:
        return None
    moment = max(MOMENTS_BY_PREFERENCE, key=lambda each: len(scores.get(each, ())))
    means = {day: sum(told) / len(told) for day, told in scores[moment].items()}
    recent = [mean for day, mean in means.items() if day >= from_on]
    before = [mean for day, mean in means.items() if day < from_on]
    return {
        "moment": moment,
        "mean": round(sum(recent) / len(recent), 9) if recent else None,
        "scored_days": len(recent),
        "mean_before": round(sum(before) / len(before), 9) if before else None,
        "scored_days_before": len(before),
    }


def _next(planned: Planned, to_on: date) -> dict[str, Any] | None:
    ahead = [(day, number) for (day, _key), (number, held) in planned.items() if day > to_on and not held]
    if not ahead:
        return None
    return {"on": min(ahead)[0].isoformat(), "sessions": sum(number for _day, number in ahead)}
