"""Raising: a finding of the rules becomes a flag, changes an existing one, or withdraws it."""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from accounts.queries.judging import Judged
from diary.queries.told import deleted_after, entries_kept
from progress.models import Flag, FlagEvent, ReviewCursor
from progress.queries.snapshots import read_stories
from progress.rules.evidence import entries_of, without
from progress.rules.flagging import (
    NOTHING_SETTLED,
    RULES,
    UNSETTLED,
    Act,
    Finding,
    FlagState,
    Rule,
    Settled,
    Urgency,
    judge,
    urgency_of,
)
from progress.rules.snapshot import PatientSnapshot
from progress.rules.standing import Change, Gone, UnsettledFlag, judge_again
from progress.rules.warning_signs import warning_signs

log = logging.getLogger("footing.progress")

Key = tuple[UUID, Rule]
_CHANGED = [
    "key",
    "evidence",
    "evidence_on",
    "evidence_seq",
    "revision",
    "urgency",
    "state",
    "raised_at",
    "acknowledged_at",
    "acknowledged_by",
    "snoozed_until",
    "settled_seq",
    "settled_on",
    "withdrawn_at",
    "gone",
]


@dataclass
class Raised:
    """The result of judging: the patients whose plan a new warning sign rests and from which local date, the
    `seq` of the newest sign of each, and the diaries that could not be judged to the end.
    """

    warned: dict[UUID, date] = field(default_factory=dict)
    warned_seq: dict[UUID, int] = field(default_factory=dict)
    failed: set[UUID] = field(default_factory=set)


@dataclass
class _Rows:
    """The rows to write."""

    new: list[Flag] = field(default_factory=list)
    changed: list[Flag] = field(default_factory=list)
    events: list[FlagEvent] = field(default_factory=list)


@dataclass(frozen=True)
class _Table:
    """The state before a review: unresolved flags, resolved evidence, and which entries of older evidence
    still exist.
    """

    standing: Mapping[Key, Flag]
    settled: Mapping[UUID, Mapping[Rule, Settled]]
    kept: Mapping[UUID, int]


def raise_flags(
    *, patients: Mapping[UUID, Judged], cursors: Mapping[UUID, ReviewCursor], now: datetime
) -> Raised:
    """Judge the diaries of these patients and write the results. Call it in a transaction that holds their
    `cursors`.

    Patients in no clinic's care get no flags, but the same warning signs. A rule or an entry that fails is
    logged and counted; the others are judged. The number of statements does not grow with the patients.
    """
    raised, rows = Raised(), _Rows()
    if not patients:
        return raised
    read = read_stories(patients, now)
    snapshots = {}
    for key in patients:
        snapshots[key], unreadable = read.snapshot_of(key)
        if unreadable:
            raised.failed.add(key)
    table = _table(patients, snapshots)
    for key, patient in patients.items():
        settled = table.settled.get(key, {})
        if patient.clinic_id and _judge(patient, snapshots[key], table, rows, now):
            raised.failed.add(key)
        _note_warnings(key, snapshots[key], settled, cursors[key], raised)
    _scrub_deleted(cursors, rows)
    _write(rows)
    return raised


def _judge(patient: Judged, snapshot: PatientSnapshot, table: _Table, rows: _Rows, now: datetime) -> bool:
    """Judge every rule of one patient in a clinic's care. Returns whether one of them failed."""
    failed = False
    settled = table.settled.get(patient.patient_id, {})
    for rule in RULES:
        flag = table.standing.get((patient.patient_id, rule))
        try:
            if flag is None:
                found = judge(rule, snapshot, settled.get(rule, NOTHING_SETTLED))
                change = Change(found) if found else None
            else:
                change = judge_again(
                    _unsettled(flag), snapshot, settled.get(rule, NOTHING_SETTLED), table.kept
                )
            if change is not None:
                _apply(change, flag, patient, snapshot, rows, now)
        except Exception:
            log.exception("the rule %s failed for patient %s", rule, patient.patient_id)
            failed = True
    return failed


def _unsettled(flag: Flag) -> UnsettledFlag:
    seen = Settled(flag.settled_seq or 0, flag.settled_on or date.min)
    return UnsettledFlag(
        Rule(flag.rule), FlagState(flag.state), flag.evidence, flag.evidence_seq, seen, flag.snoozed_until
    )


def _apply(
    change: Change, flag: Flag | None, patient: Judged, snapshot: PatientSnapshot, rows: _Rows, now: datetime
) -> None:
    if flag is None:
        if change.finding and patient.clinic_id:
            rows.new.append(_new(change.finding, patient, patient.clinic_id, snapshot, now))
        return
    before = _columns(flag)
    if change.finding:
        _rest_on(flag, change.finding)
    if change.gone:
        _withdraw(flag, change.gone, now)
        rows.events.append(FlagEvent(flag=flag, act=Act.WITHDRAWN, at=now))
    else:
        opens = change.opens or _graver(flag, snapshot)
        flag.urgency = urgency_of(Rule(flag.rule), flag.evidence, snapshot)
        if opens:
            _open(flag, opens, now)
            rows.events.append(FlagEvent(flag=flag, act=opens, at=now))
    if _columns(flag) != before:
        rows.changed.append(flag)


def _graver(flag: Flag, snapshot: PatientSnapshot) -> Act | None:
    """Seen evidence needs a new look if it turns out to be a warning sign, as after new risk answers."""
    now = urgency_of(Rule(flag.rule), flag.evidence, snapshot)
    is_graver = now == Urgency.WARNING and flag.urgency != Urgency.WARNING
    return Act.EVIDENCE if is_graver and flag.state == FlagState.ACKNOWLEDGED else None


def _withdraw(flag: Flag, gone: Gone, now: datetime) -> None:
    flag.state, flag.withdrawn_at, flag.gone = FlagState.WITHDRAWN, now, gone
    flag.key, flag.evidence = f"over:{flag.pk}", []
    _forget_look(flag)


def _columns(flag: Flag) -> dict[str, Any]:
    return {name: getattr(flag, name) for name in _CHANGED}


def _new(
    finding: Finding, patient: Judged, clinic_id: UUID, snapshot: PatientSnapshot, now: datetime
) -> Flag:
    return Flag(
        patient_id=patient.patient_id,
        clinic_id=clinic_id,
        rule=finding.rule,
        key=finding.key,
        evidence=list(finding.evidence),
        evidence_on=finding.on,
        evidence_seq=finding.seq,
        urgency=urgency_of(finding.rule, finding.evidence, snapshot),
        state=FlagState.OPEN,
        owner_id=patient.therapist_id,
        raised_at=now,
    )


def _rest_on(flag: Flag, finding: Finding) -> None:
    if finding.seq > flag.evidence_seq and flag.state == FlagState.OPEN:
        flag.revision += 1
    flag.key, flag.evidence = finding.key, list(finding.evidence)
    flag.evidence_on, flag.evidence_seq = finding.on, finding.seq


def _open(flag: Flag, act: Act, now: datetime) -> None:
    flag.state = FlagState.OPEN
    if act == Act.EVIDENCE:
        flag.raised_at = now
        flag.revision += 1
    _forget_look(flag)


def _forget_look(flag: Flag) -> None:
    flag.acknowledged_at = flag.acknowledged_by = None
    flag.snoozed_until = flag.settled_seq = flag.settled_on = None


def _note_warnings(
    key: UUID,
    snapshot: PatientSnapshot,
    settled: Mapping[Rule, Settled],
    cursor: ReviewCursor,
    raised: Raised,
) -> None:
    """A sign rests the plan once: not if one as new did before, or a therapist has resolved it."""
    done = max(cursor.warned_seq, settled.get(Rule.FOOT_CHECK, NOTHING_SETTLED).seq)
    fresh = [note.seq for note in warning_signs(snapshot) if note.seq > done]
    if fresh:
        raised.warned[key] = snapshot.today
        raised.warned_seq[key] = max(fresh)


def _table(patients: Mapping[UUID, Judged], snapshots: Mapping[UUID, PatientSnapshot]) -> _Table:
    flags = Flag.objects.filter(patient__in=list(patients), state__in=UNSETTLED).select_for_update()
    standing = {(flag.patient_id, Rule(flag.rule)): flag for flag in _of_care(patients, flags)}
    kept = {note.entry_id: note.seq for snapshot in snapshots.values() for note in _notes(snapshot)}
    older = set().union(*(entries_of(flag.evidence) for flag in standing.values())) - kept.keys()
    return _Table(standing, _settled(patients), {**kept, **entries_kept(list(patients), older)})


def _notes(snapshot: PatientSnapshot) -> Iterable[Any]:
    return (*snapshot.pains, *snapshot.sessions, *snapshot.foot_checks)


def _of_care(patients: Mapping[UUID, Judged], flags: Iterable[Flag]) -> list[Flag]:
    """Those that the patient's present clinic raised; other clinics' flags are not included."""
    return [flag for flag in flags if flag.clinic_id == patients[flag.patient_id].clinic_id]


def _settled(patients: Mapping[UUID, Judged]) -> dict[UUID, dict[Rule, Settled]]:
    resolved = Flag.objects.filter(patient__in=list(patients), state=FlagState.RESOLVED)
    last = resolved.order_by("patient", "clinic", "rule", "-settled_seq", "-settled_on")
    settled: dict[UUID, dict[Rule, Settled]] = {}
    for flag in _of_care(patients, last.distinct("patient", "clinic", "rule")):
        reached = Settled(flag.settled_seq or 0, flag.settled_on or date.min)
        settled.setdefault(flag.patient_id, {})[Rule(flag.rule)] = reached
    return settled


def _scrub_deleted(cursors: Mapping[UUID, ReviewCursor], rows: _Rows) -> None:
    """No flag shows what a patient deleted, also not a resolved one."""
    deleted = deleted_after(ReviewCursor.objects.filter(pk__in=list(cursors)))
    if not deleted:
        return
    flags = Flag.objects.filter(patient__in=list(cursors)).exclude(state__in=UNSETTLED)
    for flag in flags:
        left = without(flag.evidence, deleted)
        if left != flag.evidence:
            flag.evidence = left
            rows.changed.append(flag)


def _write(rows: _Rows) -> None:
    Flag.objects.bulk_update(rows.changed, _CHANGED)
    create_flags(rows.new)
    FlagEvent.objects.bulk_create(rows.events)


def create_flags(flags: list[Flag]) -> None:
    """Write new flags, each with its first event; those that another worker raised in the meantime are left
    out.
    """
    if not flags:
        return
    Flag.objects.bulk_create(flags, ignore_conflicts=True)
    kept = Flag.objects.filter(pk__in=[flag.pk for flag in flags]).values_list("pk", "raised_at")
    FlagEvent.objects.bulk_create(FlagEvent(flag_id=pk, act=Act.RAISED, at=at) for pk, at in kept)
