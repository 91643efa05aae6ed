"""The therapist's week: one digest of the caseload, those first who need attention."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from progress.caseload import ATTENTION_FIRST, Ordering
from progress.queries.caseload import Line, Wish, caseload
from reminders.ledger import Kind, notice_id
from reminders.models import Notice, WeeklySummary
from reminders.queries.summaries import Due
from reminders.staleness import VALID_FOR
from reminders.weekly import week_before, week_name

LINES_KEPT = 50
MOST_LINES = 200  # of one page of the caseload
A_WEEK = timedelta(days=7)


def make_digests(*, people: Sequence[Due], on: Mapping[str, date], due_at: datetime, now: datetime) -> int:
    """Make the digest of each of these therapists for the seven days before `on` (by zone), and plan to tell
    them; how many were looked at. Twice makes them once. To be called in a transaction.
    """
    made = [_digest(due, on[due.zone], now) for due in people]
    WeeklySummary.objects.bulk_create(made, ignore_conflicts=True)
    notices = [_notice(each, on[due.zone], due_at, now) for each, due in zip(made, people, strict=True)]
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
    return len(made)


def digest_again(*, digests: Collection[WeeklySummary], now: datetime) -> None:
    """Read these therapists' caseloads anew, at the moment of telling them, and keep what they came to."""
    for each in digests:
        each.content = {**each.content, **_caseload(each.user_id, now)}
    WeeklySummary.objects.bulk_update(digests, ["content"])


def _digest(due: Due, on: date, now: datetime) -> WeeklySummary:
    from_on, to_on = week_before(on)
    year, week = week_name(to_on)
    return WeeklySummary(
        id=notice_id(f"digest:{due.user_id}:{year}-W{week:02}"),
        user_id=due.user_id,
        kind=Kind.DIGEST,
        year=year,
        week=week,
        content={"from_on": str(from_on), "to_on": str(to_on), **_caseload(due.user_id, now)},
        made_at=now,
    )


def _notice(digest: WeeklySummary, on: date, due_at: datetime, now: datetime) -> Notice:
    return Notice(
        id=digest.pk,
        user_id=digest.user_id,
        kind=Kind.DIGEST,
        about=digest.pk,
        local_on=on,
        due_at=due_at,
        next_try_at=due_at,
        expires_at=due_at + VALID_FOR[Kind.DIGEST],
        planned_at=now,
    )


def _caseload(therapist_id: UUID, now: datetime) -> dict[str, Any]:
    """Numbers only, and ids instead of names: who may see a name is asked when the digest is read."""
    lines = _whole_caseload(therapist_id, now)
    return {
        "patients": len(lines),
        "attention": sum(1 for line in lines if line.open_flags),
        "told": sum(1 for line in lines if line.last_entry_at and line.last_entry_at > now - A_WEEK),
        "lines": [_line(line) for line in lines[:LINES_KEPT]],
    }


def _whole_caseload(therapist_id: UUID, now: datetime) -> list[Line]:
    lines, after = [], None
    while True:
        wish = Wish(Ordering.named(ATTENTION_FIRST), MOST_LINES, after=after)
        page = caseload(therapist_id, wish, now)
        lines += page.lines
        after = page.after
        if after is None:
            return lines


def _line(line: Line) -> dict[str, Any]:
    change = line.pain.change if line.pain else None
    return {
        "patient_id": str(line.person.id),
        "open_flags": line.open_flags,
        "adherence": None if line.adherence_7d is None else round(float(line.adherence_7d), 3),
        "pain_change": None if change is None else round(float(change.points), 1),
    }
