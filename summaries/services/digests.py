"""The therapist's week: one digest of the caseload, those first who need attention."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from notifications.models import Notification
from notifications.rules.notification import Kind, notification_id
from notifications.rules.staleness import VALID_FOR
from progress.queries.caseload import Line, caseloads
from progress.queries.caseload_week import WeekFigures, figures_of_week
from summaries.models import WeeklySummary
from summaries.queries.summaries import Due, kept
from summaries.rules.weekly import week_before, week_name

LINES_KEPT = 50
AT_ONCE = 50  # therapists whose caseloads are read together: what is in memory stays bounded
Told = tuple[UUID, date]
"""A therapist, and the last day of the week that they are told of."""


def make_digests(*, people: Sequence[Due], due_at: datetime, now: datetime) -> int:
    """Make the digest of each of these therapists for the last full week before their local date, and plan to
    tell them from `due_at` on; how many were looked at. Twice makes them once. To be called in a transaction.
    """
    for start in range(0, len(people), AT_ONCE):
        some = people[start : start + AT_ONCE]
        told = _told([(due.user_id, week_before(due.on)[1]) for due in some], now)
        made = [_digest(due, told, now) for due in some]
        WeeklySummary.objects.bulk_create(made, ignore_conflicts=True)
        there = kept([each.pk for each in made])  # not those whose week was told under another id
        notices = [_notice(each, due, due_at, now) for each, due in zip(made, some, strict=True)]
        Notification.objects.bulk_create(
            [notice for notice in notices if notice.about in there], ignore_conflicts=True
        )
    return len(people)


def digest_again(*, digests: Collection[WeeklySummary], now: datetime) -> None:
    """Read these therapists' caseloads again, at the moment of telling them, and keep what they came to: as
    many statements for many as for one.
    """
    told = _told([(each.user_id, each.to_on) for each in digests], now)
    for each in digests:
        each.digest = {**each.content, **told[each.user_id, each.to_on]}
    WeeklySummary.objects.bulk_update(digests, ["digest"])


def _digest(due: Due, told: Mapping[Told, dict[str, Any]], now: datetime) -> WeeklySummary:
    from_on, to_on = week_before(due.on)
    year, week = week_name(to_on)
    return WeeklySummary(
        id=notification_id(f"digest:{due.user_id}:{to_on}"),
        user_id=due.user_id,
        kind=Kind.DIGEST,
        year=year,
        week=week,
        to_on=to_on,
        digest={"from_on": str(from_on), "to_on": str(to_on), **told[due.user_id, to_on]},
        made_at=now,
    )


def _notice(digest: WeeklySummary, due: Due, due_at: datetime, now: datetime) -> Notification:
    return Notification(
        id=digest.pk,
        user_id=digest.user_id,
        kind=Kind.DIGEST,
        about=digest.pk,
        local_on=due.on,
        due_at=due.fell_at,
        next_try_at=due_at,
        expires_at=due.fell_at + VALID_FOR[Kind.DIGEST],
        planned_at=now,
    )


def _told(weeks: Sequence[Told], now: datetime) -> dict[Told, dict[str, Any]]:
    found = caseloads({user_id for user_id, _to_on in weeks}, now)
    patients: dict[date, set[UUID]] = defaultdict(set)
    for user_id, to_on in weeks:
        patients[to_on].update(line.person.id for line in found.get(user_id, ()))
    figures = {to_on: figures_of_week(ids, to_on) for to_on, ids in patients.items()}
    return {(user_id, to_on): _numbers(found.get(user_id, ()), figures[to_on]) for user_id, to_on in weeks}


def _numbers(lines: Sequence[Line], figures: Mapping[UUID, WeekFigures]) -> dict[str, Any]:
    """Numbers only, and ids instead of names: who may see a name is asked when the digest is read."""
    return {
        "patients": len(lines),
        "attention": sum(1 for line in lines if line.needs_look),
        "told": sum(1 for line in lines if figures[line.person.id].wrote),
        "lines": [_line(line, figures[line.person.id]) for line in lines[:LINES_KEPT]],
    }


def _line(line: Line, week: WeekFigures) -> dict[str, Any]:
    """Reasons to look are those of now, figures those of the week."""
    return {
        "patient_id": str(line.person.id),
        "open_flags": line.open_flags,
        "rules": list(line.rules),
        "plan_paused": line.plan_paused_since is not None,
        "may_feel_less": line.person.may_feel_less,
        "seen_flags": line.seen_flags,
        "adherence": None if week.adherence is None else float(week.adherence),
        "pain_change": None if week.pain_change is None else float(week.pain_change),
    }
