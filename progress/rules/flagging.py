"""Flagging: when a therapist should look, and the evidence that says so.

Every rule is a function of a patient's story and of what a therapist has already seen or settled; it returns
a finding or None. A finding names its evidence. Rules never diagnose.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum, StrEnum
from typing import Any

from progress.rules.evidence import (
    NERVE_QUALITIES,
    about_foot_check,
    about_nerve,
    about_pain,
    about_session,
    evidence_on,
)
from progress.rules.snapshot import PainNote, PatientSnapshot, SessionNote
from progress.rules.trends import leading_moment, pain_change
from progress.rules.warning_signs import is_rest_pain, is_warning_sign

SILENT_DAYS = 3
MORNING_POINTS = 2
MORNING_MOMENTS = ("next_morning", "first_steps")
ONE_DAY = timedelta(days=1)
Evidence = Iterable[Mapping[str, Any]]


class Rule(StrEnum):
    """Why a flag is up."""

    FOOT_CHECK = "foot_check"
    RED_ZONE = "red_zone"
    NEXT_MORNING = "next_morning"
    NERVE = "nerve"
    PAIN_UP = "pain_up"
    STEP_SKIPPED = "step_skipped"
    SILENT = "silent"
    UNREACHABLE = "unreachable"
    MAIL_BOUNCED = "mail_bounced"


TO_KNOW = frozenset({Rule.MAIL_BOUNCED})
"""What a clinic should know but need not look at: shown, and never counted as a reason to look."""


class Urgency(IntEnum):
    """How soon to look, the most urgent first; the order is our judgement.

    WARNING: a warning sign, which rests the plan. RED: the red zone, nerve signs, any other finding of a foot
    check. CHANGE: it gets worse. SILENCE: nothing is heard. DELIVERY: nothing reaches the patient.
    """

    WARNING = 1
    RED = 2
    CHANGE = 3
    SILENCE = 4
    DELIVERY = 5

    @property
    def word(self) -> str:
        """How programs are told of it."""
        return self.name.lower()


_URGENCY: Mapping[Rule, Urgency] = {
    Rule.FOOT_CHECK: Urgency.RED,
    Rule.RED_ZONE: Urgency.RED,
    Rule.NERVE: Urgency.RED,
    Rule.NEXT_MORNING: Urgency.CHANGE,
    Rule.PAIN_UP: Urgency.CHANGE,
    Rule.STEP_SKIPPED: Urgency.CHANGE,
    Rule.SILENT: Urgency.SILENCE,
    Rule.UNREACHABLE: Urgency.DELIVERY,
    Rule.MAIL_BOUNCED: Urgency.DELIVERY,
}

WINDOWS: Mapping[Rule, timedelta] = {
    Rule.FOOT_CHECK: timedelta(days=28),
    Rule.RED_ZONE: timedelta(days=14),
    Rule.NERVE: timedelta(days=14),
    Rule.NEXT_MORNING: timedelta(days=7),
    Rule.PAIN_UP: timedelta(days=7),
    Rule.STEP_SKIPPED: timedelta(days=14),
    Rule.SILENT: timedelta(days=28),
}
"""How old the newest evidence of a rule may be to raise a flag (our judgement): what a foot check found is
told however late a phone comes back, a morning of weeks ago is not news."""


class FlagState(StrEnum):
    """Where a flag is in the inbox. A snoozed one is acknowledged, with the date on which it opens again."""

    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    RESOLVED = "resolved"
    WITHDRAWN = "withdrawn"


UNSETTLED = [FlagState.OPEN, FlagState.ACKNOWLEDGED]


class Act(StrEnum):
    """What happened to a flag: the first four by the program, the others by a person.

    `evidence`: new evidence opened it again. `woken`: its snooze was over.
    """

    RAISED = "raised"
    EVIDENCE = "evidence"
    WOKEN = "woken"
    WITHDRAWN = "withdrawn"
    ACKNOWLEDGED = "acknowledged"
    SNOOZED = "snoozed"
    RESOLVED = "resolved"
    REOPENED = "reopened"
    ASSIGNED = "assigned"


@dataclass(frozen=True)
class Settled:
    """What was on the table when a therapist saw or settled a rule's flag: the diary's `seq` then, and the
    local date.
    """

    seq: int = 0
    on: date = date.min


NOTHING_SETTLED = Settled()


@dataclass(frozen=True)
class Finding:
    """A rule that holds. `key` names its evidence: the same evidence never raises a second flag. `seq`: of
    its newest entry, 0 where it rests on days and not on entries.
    """

    rule: Rule
    key: str
    evidence: tuple[dict[str, Any], ...]
    seq: int = 0

    @property
    def on(self) -> date | None:
        """The local date of the newest evidence."""
        return evidence_on(self.evidence)


def pain_up(snapshot: PatientSnapshot, settled: Settled) -> Finding | None:
    """Pain mean of 7 days up by >= 2 points or >= 30 % against the patient's own 7 days before.

    Source: the change that matters (Farrar 2001). After a resolved flag it speaks again only of seven
    days that all lie after that day, else every morning would repeat it.
    """
    moment = leading_moment(snapshot.moments, snapshot.today)
    change = pain_change(snapshot.moments[moment], snapshot.today) if moment else None
    if change is None or not change.is_worse or change.recent.from_on <= settled.on:
        return None
    weeks = tuple(
        {
            "kind": "pain_mean",
            "moment": moment,
            "from": week.from_on.isoformat(),
            "to": week.to_on.isoformat(),
            "mean": float(week.mean or 0),
            "scored_days": week.scored_days,
        }
        for week in (change.baseline, change.recent)
    )
    return Finding(Rule.PAIN_UP, f"pain_up:{change.recent.from_on}", weeks)


def red_zone(snapshot: PatientSnapshot, settled: Settled) -> Finding | None:
    """The red zone twice running: the last two sessions with a score both went above the amber zone, or the
    last two days with any score did; or once, where the pain is at rest.

    Every score counts: before, during, after and of each exercise, and those of the day. Source:
    pain-monitoring model (Thomee 1997; Silbernagel 2007); the zones are the therapist's for this patient.
    That days count as sessions do, and pain at rest at once, is our judgement.
    """
    return _red_sessions(snapshot, settled) or _red_days(snapshot, settled) or _red_at_rest(snapshot, settled)


def _red_sessions(snapshot: PatientSnapshot, settled: Settled) -> Finding | None:
    last_two = [note for note in snapshot.sessions if note.worst is not None][-2:]
    if len(last_two) < 2 or any((note.worst or 0) <= snapshot.red_above for note in last_two):
        return None
    return _about_sessions(Rule.RED_ZONE, last_two, settled, red_above=snapshot.red_above)


def _red_days(snapshot: PatientSnapshot, settled: Settled) -> Finding | None:
    worst: dict[date, tuple[int, PainNote | SessionNote]] = {}
    daily = [pain for pain in snapshot.pains if not pain.of_session]
    notes: list[PainNote | SessionNote] = [*snapshot.sessions, *daily]
    for note in notes:
        score = note.worst if isinstance(note, SessionNote) else note.highest
        if score is not None and score > worst.get(note.on, (-1, note))[0]:
            worst[note.on] = (score, note)
    last_two = [worst[on] for on in sorted(worst)[-2:]]
    if len(last_two) < 2 or any(score <= snapshot.red_above for score, _note in last_two):
        return None
    return _about_red(snapshot, [note for _score, note in last_two], settled)


def _red_at_rest(snapshot: PatientSnapshot, settled: Settled) -> Finding | None:
    notes = [note for note in snapshot.pains if note.at_rest and note.highest > snapshot.red_above]
    rest = [*notes, *(note for note in snapshot.pains if is_rest_pain(note, snapshot.poor_circulation))]
    return _about_red(snapshot, [max(rest, key=lambda note: note.seq)], settled) if rest else None


def _about_red(
    snapshot: PatientSnapshot, notes: list[PainNote | SessionNote], settled: Settled
) -> Finding | None:
    newest = max(notes, key=lambda note: note.seq)
    if newest.seq <= settled.seq:
        return None
    evidence = tuple(_red(note, snapshot.red_above) for note in notes)
    return Finding(Rule.RED_ZONE, f"red_zone:{newest.entry_id}:{newest.seq}", evidence, newest.seq)


def _red(note: PainNote | SessionNote, red_above: int) -> dict[str, Any]:
    if isinstance(note, SessionNote):
        return about_session(note, red_above=red_above)
    return about_pain(note, worst=note.highest, red_above=red_above, at_rest=note.at_rest)


def next_morning(snapshot: PatientSnapshot, settled: Settled) -> Finding | None:
    """Morning pain after a session at least 2 points above that of the morning before it, in the same
    measure.

    Source: pain must settle by the next morning (Silbernagel 2007). The latest such pair of mornings is
    the evidence.
    """
    if not snapshot.next_morning_rule:
        return None
    for session in reversed(snapshot.sessions):
        for moment in MORNING_MOMENTS:
            before = _highest(snapshot.pains, moment, session.on)
            after = _highest(snapshot.pains, moment, session.on + ONE_DAY)
            if before and after and after.score - before.score >= MORNING_POINTS and after.seq > settled.seq:
                evidence = (about_pain(before), about_pain(after), about_session(session))
                key = f"next_morning:{after.entry_id}:{after.seq}"
                return Finding(Rule.NEXT_MORNING, key, evidence, after.seq)
    return None


def nerve(snapshot: PatientSnapshot, settled: Settled) -> Finding | None:
    """Numbness or tingling that spreads, or that a session left behind and the next morning still shows.

    Spreads: more places than the note of it before, all of those included. Our judgement; the therapist
    can switch it off for a patient.
    """
    if not snapshot.nerve_rule:
        return None
    notes = [note for note in snapshot.pains if note.qualities & NERVE_QUALITIES]
    for place in range(len(notes) - 1, 0, -1):
        later = notes[place]
        evidence = _left_behind(notes[:place], later, snapshot) or _spread(notes[place - 1], later)
        if evidence and later.seq > settled.seq:
            return Finding(Rule.NERVE, f"nerve:{later.entry_id}:{later.seq}", evidence, later.seq)
    return None


def silent(snapshot: PatientSnapshot, settled: Settled) -> Finding | None:
    """3 planned days without any entry: at least three are over since the last day on which anything was
    written.

    Held days and days without a plan do not count, so rest, travel and flares on hold are never silence.
    """
    quiet_since = max([settled.on, *snapshot.written_on])
    days = [on for on in snapshot.planned_on if quiet_since < on < snapshot.today]
    if len(days) < SILENT_DAYS:
        return None
    evidence = tuple({"kind": "planned_day", "on": on.isoformat()} for on in days)
    return Finding(Rule.SILENT, f"silent:{days[0]}", evidence)


def step_skipped(snapshot: PatientSnapshot, settled: Settled) -> Finding | None:
    """A step skipped for pain twice running: in the last two sessions that had this exercise."""
    for exercise in sorted({name for note in snapshot.sessions for name in note.skipped_for_pain}):
        last_two = [note for note in snapshot.sessions if exercise in note.exercises][-2:]
        if len(last_two) == 2 and all(exercise in note.skipped_for_pain for note in last_two):
            found = _about_sessions(Rule.STEP_SKIPPED, last_two, settled, exercise=exercise)
            if found:
                return found
    return None


def foot_check(snapshot: PatientSnapshot, settled: Settled) -> Finding | None:
    """Foot checks that found something: all that no therapist has settled, the latest first."""
    notes = [note for note in reversed(snapshot.foot_checks) if note.findings and note.seq > settled.seq]
    if not notes:
        return None
    newest = max(notes, key=lambda note: note.seq)
    key = f"foot_check:{newest.entry_id}:{newest.seq}"
    return Finding(Rule.FOOT_CHECK, key, tuple(map(about_foot_check, notes)), newest.seq)


RULES: Mapping[Rule, Callable[[PatientSnapshot, Settled], Finding | None]] = {
    Rule.FOOT_CHECK: foot_check,
    Rule.RED_ZONE: red_zone,
    Rule.NEXT_MORNING: next_morning,
    Rule.NERVE: nerve,
    Rule.PAIN_UP: pain_up,
    Rule.STEP_SKIPPED: step_skipped,
    Rule.SILENT: silent,
}


def judge(rule: Rule, snapshot: PatientSnapshot, settled: Settled) -> Finding | None:
    """What one rule finds in the story beyond what was `settled`, unless its evidence is older than the rule
    looks back (WINDOWS).
    """
    finding = RULES[rule](snapshot, settled)
    if finding is None or (finding.on is not None and finding.on < snapshot.today - WINDOWS[rule]):
        return None
    return finding


def findings(snapshot: PatientSnapshot, settled: Mapping[Rule, Settled]) -> list[Finding]:
    """Every rule that holds for the story, in the order of RULES."""
    judged = (judge(rule, snapshot, settled.get(rule, NOTHING_SETTLED)) for rule in RULES)
    return [finding for finding in judged if finding]


def urgency_of(rule: Rule, evidence: Evidence, snapshot: PatientSnapshot) -> Urgency:
    """How soon to look because of this evidence, with what is known of the patient now."""
    if any(_warns(each, snapshot) for each in evidence):
        return Urgency.WARNING
    return _URGENCY[rule]


def usual_urgency(rule: Rule) -> Urgency:
    """How soon to look where a rule has no warning sign among its evidence."""
    return _URGENCY[rule]


def _warns(each: Mapping[str, Any], snapshot: PatientSnapshot) -> bool:
    if each["kind"] == "foot_check":
        return is_warning_sign(each["findings"], snapshot.may_feel_less)
    return snapshot.poor_circulation and bool(each.get("at_rest")) and each["worst"] > 0


def _about_sessions(rule: Rule, notes: list[SessionNote], settled: Settled, **more: Any) -> Finding | None:
    newest = max(notes, key=lambda note: note.seq)
    if newest.seq <= settled.seq:
        return None
    evidence = tuple(about_session(note, **more) for note in notes)
    return Finding(rule, f"{rule}:{newest.entry_id}:{newest.seq}", evidence, newest.seq)


def _highest(pains: tuple[PainNote, ...], moment: str, on: date) -> PainNote | None:
    of_day = [note for note in pains if note.moment == moment and note.on == on]
    return max(of_day, key=lambda note: note.score, default=None)


def _left_behind(
    earlier: list[PainNote], later: PainNote, snapshot: PatientSnapshot
) -> tuple[dict[str, Any], ...]:
    """The note from the day of a session that `later`, of the next morning, still shows, and that session."""
    eve = later.on - ONE_DAY
    session = next((note for note in reversed(snapshot.sessions) if note.on == eve), None)
    before = next((note for note in reversed(earlier) if note.on == eve), None)
    if later.moment not in MORNING_MOMENTS or session is None or before is None:
        return ()
    return about_nerve(before), about_nerve(later), about_session(session)


def _spread(earlier: PainNote, later: PainNote) -> tuple[dict[str, Any], ...]:
    """Both notes, when `later` names all the places of `earlier` and more."""
    is_wider = bool(earlier.sites) and earlier.sites < later.sites
    return (about_nerve(earlier), about_nerve(later)) if is_wider else ()
