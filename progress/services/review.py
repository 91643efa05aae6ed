"""The review: judges each diary that changed, raises and withdraws flags, and rests plans after warning
signs.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Q

from accounts.queries import newcomers_in_care
from accounts.queries.judging import Judged, changed_since_judged, judged_by_id
from common.zones import ZoneInfo
from diary.queries.heads import heads_ahead_of, heads_of
from exercises.queries.zones import zones_newer_than, zones_set_at
from exercises.services.holds import hold_for_warning_signs
from progress.models import ReviewCursor
from progress.services.owners import hand_on_flags
from progress.services.raising import Raised, raise_flags

log = logging.getLogger("footing.progress")

BATCH = 100
FIRST_RETRY, LAST_RETRY = timedelta(minutes=1), timedelta(hours=1)
NOTICED_WITHIN = timedelta(days=2)  # by then a new local day has had every diary judged anyway
_MOVED = ["seq", "tried_seq", "warned_seq", "failures", "zones_at", "answers_at", "episode", "due_at"]


def review_diaries(*, now: datetime, limit: int = 2000) -> int:
    """Review about `limit` patients at most whose diary, zones, risk answers or care changed, or whose local
    day began. Returns their number.

    Safe to run at any time, twice, and by several workers at once.
    """
    follow_patients(now=now)
    hand_on_flags(now=now)
    reviewed = 0
    while reviewed < limit:
        done = review_next_diaries(now=now)
        if not done:
            break
        reviewed += done
    return reviewed


def follow_patients(*, now: datetime) -> None:
    """Create a cursor for every patient in a clinic's care and for every diary, due at once.

    Patients in care without entries are included, so that silence is noticed from the first planned day on.
    """
    cursors = ReviewCursor.objects.all()
    new = {*newcomers_in_care(cursors), *(head.patient_id for head in heads_ahead_of(cursors))}
    if new:
        ReviewCursor.objects.bulk_create(
            [ReviewCursor(patient_id=key, due_at=now) for key in sorted(new)], ignore_conflicts=True
        )


def review_next_diaries(*, now: datetime, batch: int = BATCH) -> int:
    """Review one batch: judge the snapshot of each claimed patient, raise and withdraw flags, rest plans
    after warning signs, move the cursors. Returns the number of patients.

    The row lock of the cursor claims a patient and ends with the transaction: a worker that dies leaves
    nothing behind, and what another worker holds is skipped. A replay finds the same and changes nothing. The
    number of statements is the same for any number of patients.

    A diary that cannot be judged is tried again, after a minute at first and an hour at most: its cursor does
    not move past it, everything else is judged, and if a whole batch fails each patient is judged alone.
    """
    waiting = _waiting(now, batch)
    try:
        return _review(waiting, now, batch)
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        log.exception("a batch of diaries could not be judged; each is tried alone")
    keys = ReviewCursor.objects.filter(waiting).order_by("due_at", "patient").values_list("pk", flat=True)
    return sum(_review_alone(key, now) for key in list(keys[:batch]))


def _waiting(now: datetime, batch: int) -> Q:
    cursors = ReviewCursor.objects.all()
    ahead = [head.patient_id for head in heads_ahead_of(cursors, batch, "tried_seq")]
    since = now - NOTICED_WITHIN
    changed = {*zones_newer_than(cursors, since), *changed_since_judged(cursors, since)}
    return Q(patient__in=[*ahead, *changed]) | Q(due_at__lte=now)


def _review_alone(patient_id: UUID, now: datetime) -> int:
    try:
        return _review(Q(patient=patient_id), now, 1)
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        log.exception("the diary of patient %s could not be judged", patient_id)
    with transaction.atomic():
        claimed = _claim(Q(patient=patient_id), 1)
        _move(claimed, _known_of(claimed), Raised(failed={patient_id}), now)
    return len(claimed)


def _review(waiting: Q, now: datetime, batch: int) -> int:
    with transaction.atomic():
        claimed = _claim(waiting, batch)
        if not claimed:
            return 0
        known = _known_of(claimed)
        active = {key: patient for key, patient in known.patients.items() if patient.is_active}
        raised = raise_flags(patients=active, cursors={each.pk: each for each in claimed}, now=now)
        if raised.warned:
            hold_for_warning_signs(todays=raised.warned, now=now)
        _move(claimed, known, raised, now)
    return len(claimed)


def _claim(waiting: Q, batch: int) -> list[ReviewCursor]:
    cursors = ReviewCursor.objects.select_for_update(skip_locked=True).filter(waiting)
    return list(cursors.order_by("due_at", "patient")[:batch])


@dataclass(frozen=True)
class _Known:
    """The facts for a review, read before the diaries: what arrives later is judged by the next review."""

    heads: Mapping[UUID, int]
    zones_at: Mapping[UUID, datetime]
    patients: Mapping[UUID, Judged]


def _known_of(claimed: list[ReviewCursor]) -> _Known:
    keys = [cursor.pk for cursor in claimed]
    return _Known(heads_of(keys), zones_set_at(keys), judged_by_id(keys))


def _move(claimed: list[ReviewCursor], known: _Known, raised: Raised, now: datetime) -> None:
    for cursor in claimed:
        patient = known.patients.get(cursor.pk)
        cursor.tried_seq = known.heads.get(cursor.pk, cursor.tried_seq)
        cursor.zones_at = known.zones_at.get(cursor.pk)
        cursor.answers_at = patient.answers_at if patient else None
        cursor.episode = patient.episode_id if patient else None
        cursor.warned_seq = raised.warned_seq.get(cursor.pk, cursor.warned_seq)
        if cursor.pk in raised.failed:
            cursor.failures += 1
            cursor.due_at = now + min(FIRST_RETRY * 2 ** min(cursor.failures - 1, 10), LAST_RETRY)
        else:
            cursor.seq, cursor.failures = cursor.tried_seq, 0
            cursor.due_at = _next_midnight(patient, now)
    ReviewCursor.objects.bulk_update(claimed, _MOVED)


def _next_midnight(patient: Judged | None, now: datetime) -> datetime:
    """When the patient's next local day begins; where clocks skip midnight, the first instant after the
    gap.
    """
    zone = ZoneInfo(patient.time_zone if patient else "UTC")
    tomorrow = now.astimezone(zone).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time.min, tzinfo=zone)
