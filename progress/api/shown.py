"""Answers as plain dictionaries: of a year's days or of 200 lines, serializers take most of the time.

The serializers tell the contract; `tests/plumbing` holds what is answered against it.
"""

from typing import Any

from progress.queries.caseload import Line
from progress.queries.course import CourseDay, ExerciseCourse, PatientTimeline, Totals
from progress.rules.trends import DayScores


def shown_line(line: Line) -> dict[str, Any]:
    """One patient of the caseload."""
    person, adherence, last = line.person, line.adherence_7d, line.last_entry_at
    return {
        "id": person.id,
        "name": person.name,
        "condition": person.condition,
        "foot": person.foot,
        "adherence_7d": None if adherence is None else float(adherence),
        **_shown_pain(line),
        "last_entry_at": last,
        "needs_look": line.needs_look,
        "open_flags": line.open_flags,
        "urgency": line.urgency,
        "seen_flags": line.seen_flags,
        "plan_paused_since": line.plan_paused_since,
        "may_feel_less": person.may_feel_less,
        "reachable": person.reachable,
        "mail_bounced": person.mail_bounced,
    }


def _shown_pain(line: Line) -> dict[str, Any]:
    pain = line.pain
    change = pain.change if pain else None
    share = change.share if change else None
    return {
        "pain_mean_7d": _exact(pain.week.mean if pain else None),
        "pain_days_7d": pain.week.scored_days if pain else 0,
        "pain_moment": pain.moment if pain else None,
        "pain_change": _exact(change.points if change else None),
        "pain_change_percent": _exact(None if share is None else share * 100),
    }


def shown_course(course: PatientTimeline) -> dict[str, Any]:
    """A patient's progress, but for what is said of it in words."""
    return {
        "from": course.from_on.isoformat(),
        "to": course.to_on.isoformat(),
        "today": course.today.isoformat(),
        "days": [_shown_day(day) for day in course.days],
        "per_exercise": [_shown_exercise(each) for each in course.exercises],
        "totals": _shown_totals(course.totals),
        "rtm_days": course.rtm_days,
    }


def _shown_day(day: CourseDay) -> dict[str, Any]:
    tally = day.tally
    return {
        "date": tally.on.isoformat(),
        "state": tally.state,
        "planned": tally.prescribed,
        "done": tally.done,
        "adherence": tally.done / tally.prescribed if tally.is_measured else None,
        "extra": day.extra,
        "extra_sets": tally.extra,
        "pain": {moment: _shown_scores(scores) for moment, scores in day.pain.items()},
        "entries": day.entries,
        "sessions": day.sessions,
        "late": day.late,
    }


def _shown_exercise(each: ExerciseCourse) -> dict[str, Any]:
    return {
        "exercise": each.exercise,
        "name": each.name,
        "planned": each.planned,
        "done": each.done,
        "pain": _shown_scores(each.pain) if each.pain else None,
    }


def _shown_totals(totals: Totals) -> dict[str, Any]:
    return {
        "planned": totals.planned,
        "done": totals.done,
        "adherence": _exact(totals.adherence),
        "planned_days": totals.planned_days,
        "done_days": totals.done_days,
        "sessions": totals.sessions,
        "extra": totals.extra,
        "extra_sets": totals.extra_sets,
        "late": totals.late,
        "days_with_entries": totals.days_with_entries,
    }


def _shown_scores(scores: DayScores) -> dict[str, Any]:
    return {"mean": scores.total / scores.n, "max": scores.highest, "n": scores.n}


def _exact(value: Any) -> float | None:
    return None if value is None else float(value)
