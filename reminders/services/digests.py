"""The therapist's week: one digest of the caseload, those first who need attention."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from notifications.models import Notification
from notifications.rules.notification import Kind, notice_id
from notifications.rules.staleness import VALID_FOR
from progress.queries.caseload import Line, caseloads
from reminders.models import WeeklySummary
from reminders.queries.summaries import Due
from reminders.rules.weekly import week_before, week_name

LINES_KEPT = 50
AT_ONCE = 50  # therapists whose caseloads are read together: what is in memory stays bounded
A_WEEK = timedelta(days=7)


def make_digests(*, people: Sequence[Due], due_at: datetime, now: datetime) -> int:
    """Make the digest of each of these therapists for the seven days before their local date, and plan to
    tell them from `due_at` on; how many were looked at. Twice makes them once. To be called in a transaction.
    """
    for start in range(0, len(people), AT_ONCE):
        some = people[start : start + AT_ONCE]
        told = _told([due.user_id for due in some], now)
        made = [_digest(due, told[due.user_id], now) for due in some]
        WeeklySummary.objects.bulk_create(made, ignore_conflicts=True)
        notices = [_notice(each, due, due_at, now) for each, due in zip(made, some, strict=True)]
        Notification.objects.bulk_create(notices, ignore_conflicts=True)
    return len(people)


def digest_again(*, digests: Collection[WeeklySummary], now: datetime) -> None:
    """Read these therapists' caseloads anew, at the moment of telling them, and keep what they came to: as
    many statements for many as for one.
    """
    told = _told([each.user_id for each in digests], now)
    for each in digests:
        each.digest = {**each.content, **told[each.user_id]}
    WeeklySummary.objects.bulk_update(digests, ["digest"])


def _digest(due: Due, told: dict[str, Any], now: datetime) -> WeeklySummary:
    from_on, to_on = week_before(due.on)
    year, week = week_name(to_on)
    return WeeklySummary(
        id=notice_id(f"digest:{due.user_id}:{year}-W{week:02}"),
        user_id=due.user_id,
        kind=Kind.DIGEST,
        year=year,
        week=week,
        digest={"from_on": str(from_on), "to_on": str(to_on), **told},
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


def _told(therapist_ids: Collection[UUID], now: datetime) -> dict[UUID, dict[str, Any]]:
    found = caseloads(therapist_ids, now)
    return {key: _numbers(found.get(key, []), now) for key in therapist_ids}


def _numbers(lines: Sequence[Line], now: datetime) -> dict[str, Any]:
    """Numbers only, and ids instead of names: who may see a name is asked when the digest is read."""
    return {
        "patients": len(lines),
        "attention": sum(1 for line in lines if line.needs_look),
        "told": sum(1 for line in lines if line.last_entry_at and line.last_entry_at > now - A_WEEK),
        "lines": [_line(line) for line in lines[:LINES_KEPT]],
    }


def _line(line: Line) -> dict[str, Any]:
    change = line.pain.change if line.pain else None
    return {
        "patient_id": str(line.person.id),
        "open_flags": line.open_flags,
        "rules": list(line.rules),
        "plan_paused": line.plan_paused_since is not None,
        "may_feel_less": line.person.may_feel_less,
        "seen_flags": line.seen_flags,
        "adherence": None if line.adherence_7d is None else float(line.adherence_7d),
        "pain_change": None if change is None else float(change.points),
    }
