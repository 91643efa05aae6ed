"""Flags about delivery: mail that bounces, and patients whom nothing reaches."""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import CharField, Q, Value
from django.db.models.functions import Cast, Concat

from accounts.queries import InCare, in_clinics_care
from common.clock import local_date
from progress.models import Flag, FlagEvent
from progress.rules.flagging import UNSETTLED, Act, FlagState, Rule, usual_urgency
from progress.rules.standing import Gone
from progress.services.raising import create_flags


def flag_unreachable(*, patients: Mapping[UUID, str], now: datetime) -> None:
    """Flag the patients whom nothing reaches, each with a key that identifies the case.

    Patients in no clinic's care are left out. The same case raises one flag, resolved or not, until something
    reaches the patient.
    """
    _flag_cases(Rule.UNREACHABLE, patients, now)


def flag_bounced_mail(*, patients: Mapping[UUID, str], now: datetime) -> None:
    """Flag the patients whose mail bounces, each with a key that identifies the case.

    As `flag_unreachable`, but no reason to look at the patient: something may well reach them.
    """
    _flag_cases(Rule.MAIL_BOUNCED, patients, now)


def note_reached(*, patient_ids: Collection[UUID], by_mail: Collection[UUID], now: datetime) -> None:
    """Something has reached these patients, and those of them in `by_mail` by e-mail: withdraw flags to the
    contrary. A case that returns later is a new one, whoever had resolved the earlier one.
    """
    cases = Flag.objects.filter(
        Q(rule=Rule.UNREACHABLE, patient__in=list(patient_ids), key__startswith=f"{Rule.UNREACHABLE}:")
        | Q(rule=Rule.MAIL_BOUNCED, patient__in=list(by_mail), key__startswith=f"{Rule.MAIL_BOUNCED}:")
    )
    over = {"key": Concat(Value("over:"), Cast("id", CharField()))}
    with transaction.atomic():
        cases.filter(state=FlagState.RESOLVED).update(**over)
        gone = list(cases.filter(state__in=UNSETTLED).select_for_update().values_list("pk", flat=True))
        if not gone:
            return
        Flag.objects.filter(pk__in=gone).update(
            **over,
            state=FlagState.WITHDRAWN,
            withdrawn_at=now,
            gone=Gone.REACHED,
            acknowledged_at=None,
            acknowledged_by=None,
            snoozed_until=None,
            settled_seq=None,
            settled_on=None,
        )
        FlagEvent.objects.bulk_create(FlagEvent(flag_id=pk, act=Act.WITHDRAWN, at=now) for pk in gone)


def _flag_cases(rule: Rule, patients: Mapping[UUID, str], now: datetime) -> None:
    """A known case, resolved or not, is not reported again; another one opens the earlier flag again."""
    cares = {care.patient_id: care for care in in_clinics_care(list(patients))}
    keys = {key: f"{rule}:{patients[key]}" for key in cares}
    with transaction.atomic():
        known = Flag.objects.filter(rule=rule, patient__in=list(cares)).select_for_update()
        told = [flag for flag in known if flag.clinic_id == cares[flag.patient_id].clinic_id]
        same = {flag.patient_id for flag in told if flag.key == keys[flag.patient_id]}
        standing = {flag.patient_id: flag for flag in told if flag.state in UNSETTLED}
        again = [flag for key, flag in standing.items() if key not in same]
        for flag in again:
            _rest_on(flag, keys[flag.patient_id], cares[flag.patient_id], now)
        Flag.objects.bulk_update(again, _CASE)
        new = [_flag(rule, keys[key], cares[key], now) for key in cares if key not in {*same, *standing}]
        create_flags(new)
        FlagEvent.objects.bulk_create(FlagEvent(flag=flag, act=Act.EVIDENCE, at=now) for flag in again)


_CASE = [
    "key",
    "evidence",
    "evidence_on",
    "revision",
    "state",
    "raised_at",
    "acknowledged_at",
    "acknowledged_by",
    "snoozed_until",
    "settled_seq",
    "settled_on",
]


def _rest_on(flag: Flag, key: str, care: InCare, now: datetime) -> None:
    flag.key, flag.evidence_on = key, local_date(now, care.time_zone)
    flag.evidence = [{"kind": flag.rule, "on": flag.evidence_on.isoformat()}]
    flag.state, flag.raised_at = FlagState.OPEN, now
    flag.revision += 1
    flag.acknowledged_at = flag.acknowledged_by = None
    flag.snoozed_until = flag.settled_seq = flag.settled_on = None


def _flag(rule: Rule, key: str, care: InCare, now: datetime) -> Flag:
    on = local_date(now, care.time_zone)
    return Flag(
        patient_id=care.patient_id,
        clinic_id=care.clinic_id,
        rule=rule,
        key=key,
        evidence=[{"kind": rule.value, "on": on.isoformat()}],
        evidence_on=on,
        urgency=usual_urgency(rule),
        state=FlagState.OPEN,
        owner_id=care.therapist_id,
        raised_at=now,
    )
