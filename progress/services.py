"""Every write of what it means: the review that raises flags, and what a therapist does with one."""

import logging
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import CharField, Q, Value
from django.db.models.functions import Cast, Coalesce, Concat

from accounts.queries import InCare, in_clinics_care, newcomers_in_care
from common.clock import local_date
from common.zones import ZoneInfo
from diary.queries.heads import heads_ahead_of
from exercises.risk import may_feel_less
from exercises.services.holds import hold_for_warning_signs
from progress.flagging import Finding, FlagState, Rule, Settled, brings_warning_sign, findings
from progress.models import Flag, ReviewCursor
from progress.queries.flags import flag_seen_by
from progress.queries.stories import Reading, read_stories

log = logging.getLogger("footing.progress")

BATCH = 100
Raised = tuple[UUID, Rule]


class FlagIsResolved(Exception):
    """What is resolved stays so; new evidence raises a new flag."""


def review_diaries(*, now: datetime, limit: int = 2000) -> int:
    """Review about `limit` patients at most whose diary moved or whose local day began; how many were done.

    Safe to run at any time, twice, and by several workers at once.
    """
    follow_patients(now=now)
    reviewed = 0
    while reviewed < limit:
        done = review_next_diaries(now=now)
        if not done:
            break
        reviewed += done
    return reviewed


def follow_patients(*, now: datetime) -> None:
    """Keep a cursor for every patient in a clinic's care and for every diary that was begun, due at once.

    Who is in care and never writes is followed too, so that silence is noticed from the first planned day on.
    """
    cursors = ReviewCursor.objects.all()
    new = {*newcomers_in_care(cursors), *(head.patient_id for head in heads_ahead_of(cursors))}
    if new:
        ReviewCursor.objects.bulk_create(
            [ReviewCursor(patient_id=key, due_at=now) for key in sorted(new)], ignore_conflicts=True
        )


def review_next_diaries(*, now: datetime, batch: int = BATCH) -> int:
    """Review one batch: judge each claimed patient's story, raise flags, rest the plans that a warning sign
    asks to rest, move the cursors; how many were done.

    Patients are claimed by their cursor's row lock, which ends with the transaction: a worker that dies
    leaves nothing behind, and what another worker holds is passed over. A replay finds the same and
    raises and rests nothing new. The number of statements is the same for any number of patients.
    """
    with transaction.atomic():
        heads = {head.patient_id: head.seq for head in heads_ahead_of(ReviewCursor.objects.all(), batch)}
        waiting = Q(patient__in=list(heads)) | Q(due_at__lte=now)
        cursors = ReviewCursor.objects.select_for_update(skip_locked=True).filter(waiting)
        claimed = list(cursors.order_by("due_at", "patient")[:batch])
        if not claimed:
            return 0
        cares = {care.patient_id: care for care in in_clinics_care([cursor.pk for cursor in claimed])}
        if cares:
            _raise_flags(cares, now)
        for cursor in claimed:
            cursor.seq = heads.get(cursor.pk, cursor.seq)
            cursor.due_at = _next_midnight(cares.get(cursor.pk), now)
        ReviewCursor.objects.bulk_update(claimed, ["seq", "due_at"])
    return len(claimed)


def acknowledge_flag(*, flag_id: UUID, user: Any, now: datetime) -> Flag:
    """Take a flag: `user` is its owner from now on. Again is no fault, and leaves it with whom it is.

    Raises UnknownFlag, and FlagIsResolved.
    """
    with transaction.atomic():
        flag = _locked(flag_id, user)
        if flag.state == FlagState.RESOLVED:
            raise FlagIsResolved
        if flag.state == FlagState.OPEN:
            flag.state, flag.acknowledged_at = FlagState.ACKNOWLEDGED, now
            flag.acknowledged_by = flag.owner = user
            flag.save(update_fields=["state", "acknowledged_at", "acknowledged_by", "owner"])
    return flag


def resolve_flag(*, flag_id: UUID, user: Any, now: datetime, note: str = "") -> Flag:
    """Settle a flag with a `note` (up to 1,000 characters): all that was reviewed so far raises it no more.

    What arrives later does, however old it is. Again is no fault and changes nothing. Raises UnknownFlag.
    """
    with transaction.atomic():
        flag = _locked(flag_id, user)
        if flag.state != FlagState.RESOLVED:
            reviewed = ReviewCursor.objects.filter(patient=flag.patient_id).values_list("seq", flat=True)
            flag.state, flag.resolved_at, flag.resolved_by, flag.note = FlagState.RESOLVED, now, user, note
            flag.settled_seq = reviewed.first() or 0
            flag.settled_on = local_date(now, flag.patient.user.time_zone)
            flag.save(
                update_fields=["state", "resolved_at", "resolved_by", "note", "settled_seq", "settled_on"]
            )
    return flag


def flag_unreachable(*, patients: Mapping[UUID, str], now: datetime) -> None:
    """Flag the patients whom nothing we say reaches, each with what tells the case from another one.

    Who is in no clinic's care has nobody to tell. The same case raises one flag, resolved or not, until
    something reaches the patient.
    """
    _flag_cases(Rule.UNREACHABLE, patients, now)


def flag_bounced_mail(*, patients: Mapping[UUID, str], now: datetime) -> None:
    """Say of these patients that mail to them comes back, each with what tells the case from another one.

    As `flag_unreachable`, but no reason to look at the patient: something may well reach them.
    """
    _flag_cases(Rule.MAIL_BOUNCED, patients, now)


def note_reached(*, patient_ids: Collection[UUID], by_mail: Collection[UUID], now: datetime) -> None:
    """Something has reached these patients, and those of them in `by_mail` by letter: resolve what says
    otherwise. A case that was over and comes back is a new one, whoever had resolved the one before.
    """
    cases = Flag.objects.filter(
        Q(rule=Rule.UNREACHABLE, patient__in=list(patient_ids), key__startswith=f"{Rule.UNREACHABLE}:")
        | Q(rule=Rule.MAIL_BOUNCED, patient__in=list(by_mail), key__startswith=f"{Rule.MAIL_BOUNCED}:")
    )
    cases.update(
        key=Concat(Value("over:"), Cast("id", CharField())),
        state=FlagState.RESOLVED,
        resolved_at=Coalesce("resolved_at", Value(now)),
        settled_seq=Coalesce("settled_seq", Value(0)),
        settled_on=Coalesce("settled_on", Value(now.date())),
    )


def _flag_cases(rule: Rule, patients: Mapping[UUID, str], now: datetime) -> None:
    flags = []
    for care in in_clinics_care(list(patients)):
        evidence = ({"kind": rule.value, "on": local_date(now, care.time_zone).isoformat()},)
        finding = Finding(rule, f"{rule}:{patients[care.patient_id]}", evidence)
        flags.append(_flag(finding, care, now))
    Flag.objects.bulk_create(flags, ignore_conflicts=True)


def _locked(flag_id: UUID, user: Any) -> Flag:
    seen = flag_seen_by(user, flag_id)
    locked = Flag.objects.select_related("patient__user", "owner").select_for_update(of=("self",))
    return locked.get(pk=seen.pk)


def _raise_flags(cares: Mapping[UUID, InCare], now: datetime) -> None:
    todays = {key: local_date(now, care.time_zone) for key, care in cares.items()}
    read = read_stories(todays)
    settled = _settled(cares)
    standing = _standing(cares)
    new, changed, warned = [], [], {}
    for key, care in cares.items():
        for finding in _judge(read, key, settled.get(key, {})):
            flag = standing.get((key, finding.rule))
            if flag is not None and flag.key == finding.key:
                continue
            if brings_warning_sign(finding, flag.evidence if flag else (), may_feel_less(care)):
                warned[key] = todays[key]
            if flag is None:
                new.append(_flag(finding, care, now))
            else:
                flag.key, flag.evidence = finding.key, list(finding.evidence)
                changed.append(flag)
    Flag.objects.bulk_create(new, ignore_conflicts=True)
    Flag.objects.bulk_update(changed, ["key", "evidence"])
    if warned:
        hold_for_warning_signs(todays=warned, now=now)


def _judge(read: Reading, patient_id: UUID, settled: Mapping[Rule, Settled]) -> list[Finding]:
    """One diary that cannot be judged must not silence all the others; the next local day tries it again."""
    try:
        return findings(read.story_of(patient_id), settled)
    except Exception:
        log.exception("the diary of patient %s could not be judged", patient_id)
        return []


def _flag(finding: Finding, care: InCare, now: datetime) -> Flag:
    return Flag(
        patient_id=care.patient_id,
        clinic_id=care.clinic_id,
        rule=finding.rule,
        key=finding.key,
        evidence=list(finding.evidence),
        state=FlagState.OPEN,
        owner_id=care.therapist_id,
        raised_at=now,
    )


def _of_care(cares: Mapping[UUID, InCare], flags: Iterable[Flag]) -> list[Flag]:
    """Those that the patient's present clinic raised: another clinic's are not its business."""
    return [flag for flag in flags if flag.clinic_id == cares[flag.patient_id].clinic_id]


def _standing(cares: Mapping[UUID, InCare]) -> dict[Raised, Flag]:
    unresolved = Flag.objects.filter(patient__in=list(cares)).exclude(state=FlagState.RESOLVED)
    flags = _of_care(cares, unresolved.select_for_update())
    return {(flag.patient_id, Rule(flag.rule)): flag for flag in flags}


def _settled(cares: Mapping[UUID, InCare]) -> dict[UUID, dict[Rule, Settled]]:
    resolved = Flag.objects.filter(patient__in=list(cares), state=FlagState.RESOLVED)
    last = resolved.order_by("patient", "clinic", "rule", "-settled_seq", "-settled_on")
    settled: dict[UUID, dict[Rule, Settled]] = {}
    for flag in _of_care(cares, last.distinct("patient", "clinic", "rule")):
        reached = Settled(flag.settled_seq or 0, flag.settled_on or date.min)
        settled.setdefault(flag.patient_id, {})[Rule(flag.rule)] = reached
    return settled


def _next_midnight(care: InCare | None, now: datetime) -> datetime:
    """When the patient's next local day begins; where clocks skip midnight, the first instant after the
    gap.
    """
    zone = ZoneInfo(care.time_zone if care else "UTC")
    tomorrow = now.astimezone(zone).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time.min, tzinfo=zone)
