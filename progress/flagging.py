"""Flagging: when a therapist should look, and the evidence that says so.

Every rule is a function of a patient's story and of what a therapist has already settled; it returns a
finding or None. A finding names its evidence. Rules never diagnose.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from progress.story import FootCheckNote, PainNote, SessionNote, Story
from progress.trends import leading_moment, pain_change

SILENT_DAYS = 3
MORNING_POINTS = 2
NERVE_QUALITIES = frozenset({"numb", "tingling"})
INFLAMED = frozenset({"redness", "swelling", "warm"})
MORNING_MOMENTS = ("next_morning", "first_steps")
ONE_DAY = timedelta(days=1)
Evidence = Collection[Mapping[str, Any]]


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


class FlagState(StrEnum):
    """Where a flag is in the inbox."""

    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    RESOLVED = "resolved"


@dataclass(frozen=True)
class Settled:
    """What was on the table when a rule's last flag was resolved: the diary's `seq` then, and the local
    date.
    """

    seq: int = 0
    on: date = date.min


NOTHING_SETTLED = Settled()


@dataclass(frozen=True)
class Finding:
    """A rule that holds. `key` names its evidence: the same evidence never raises a second flag."""

    rule: Rule
    key: str
    evidence: tuple[dict[str, Any], ...]


def pain_up(story: Story, settled: Settled) -> Finding | None:
    """Pain mean of 7 days up by >= 2 points or >= 30 % against the patient's own 7 days before.

    Source: the change that matters (Farrar 2001). After a resolved flag it speaks again only of seven
    days that all lie after that day, else every morning would repeat it.
    """
    moment = leading_moment(story.moments, story.today)
    change = pain_change(story.moments[moment], story.today) if moment else None
    if change is None or not change.is_worse or change.recent.from_on <= settled.on:
        return None
    weeks = tuple(
        {
            "kind": "pain_mean",
            "moment": moment,
            "from": week.from_on.isoformat(),
            "to": week.to_on.isoformat(),
            "mean": round(float(week.mean or 0), 2),
            "scored_days": week.scored_days,
        }
        for week in (change.baseline, change.recent)
    )
    return Finding(Rule.PAIN_UP, f"pain_up:{change.recent.from_on}", weeks)


def red_zone(story: Story, settled: Settled) -> Finding | None:
    """The red zone in 2 sessions running: the last two sessions with a pain score both went above the
    amber zone.

    Source: pain-monitoring model (Thomee 1997; Silbernagel 2007); the zones are the therapist's for this
    patient.
    """
    last_two = [note for note in story.sessions if note.worst is not None][-2:]
    if len(last_two) < 2 or any((note.worst or 0) <= story.red_above for note in last_two):
        return None
    return _about_sessions(Rule.RED_ZONE, last_two, settled, red_above=story.red_above)


def next_morning(story: Story, settled: Settled) -> Finding | None:
    """Morning pain after a session at least 2 points above that of the morning before it, in the same
    measure.

    Source: pain must settle by the next morning (Silbernagel 2007). The latest such pair of mornings is
    the evidence.
    """
    if not story.next_morning_rule:
        return None
    for session_on in sorted({note.on for note in story.sessions}, reverse=True):
        for moment in MORNING_MOMENTS:
            before = _highest(story.pains, moment, session_on)
            after = _highest(story.pains, moment, session_on + ONE_DAY)
            if before and after and after.score - before.score >= MORNING_POINTS and after.seq > settled.seq:
                evidence = (_pain(before), _pain(after))
                return Finding(Rule.NEXT_MORNING, f"next_morning:{after.entry_id}:{after.seq}", evidence)
    return None


def nerve(story: Story, settled: Settled) -> Finding | None:
    """Numbness or tingling that spreads, or that a session left behind and the next morning still shows.

    Spreads: more places than the note of it before, all of those included. Our judgement; the therapist
    can switch it off for a patient.
    """
    if not story.nerve_rule:
        return None
    notes = [note for note in story.pains if note.qualities & NERVE_QUALITIES]
    for place in range(len(notes) - 1, 0, -1):
        later = notes[place]
        earlier = _left_behind(notes[:place], later, story) or _smaller(notes[place - 1], later)
        if earlier and later.seq > settled.seq:
            evidence = (_nerve_note(earlier), _nerve_note(later))
            return Finding(Rule.NERVE, f"nerve:{later.entry_id}:{later.seq}", evidence)
    return None


def silent(story: Story, settled: Settled) -> Finding | None:
    """3 planned days without any entry: at least three are over since the last day on which anything was
    written.

    Held days and days without a plan do not count, so rest, travel and flares on hold are never silence.
    """
    quiet_since = max([settled.on, *story.written_on])
    days = [on for on in story.planned_on if quiet_since < on < story.today]
    if len(days) < SILENT_DAYS:
        return None
    evidence = tuple({"kind": "planned_day", "on": on.isoformat()} for on in days)
    return Finding(Rule.SILENT, f"silent:{days[0]}", evidence)


def step_skipped(story: Story, settled: Settled) -> Finding | None:
    """A step skipped for pain twice running: in the last two sessions that had this exercise."""
    for exercise in sorted({name for note in story.sessions for name in note.skipped_for_pain}):
        last_two = [note for note in story.sessions if exercise in note.exercises][-2:]
        if len(last_two) == 2 and all(exercise in note.skipped_for_pain for note in last_two):
            found = _about_sessions(Rule.STEP_SKIPPED, last_two, settled, exercise=exercise)
            if found:
                return found
    return None


def foot_check(story: Story, settled: Settled) -> Finding | None:
    """Foot checks that found something: all that no therapist has settled, the latest first."""
    notes = [note for note in reversed(story.foot_checks) if note.findings and note.seq > settled.seq]
    if not notes:
        return None
    newest = max(notes, key=lambda note: note.seq)
    return Finding(Rule.FOOT_CHECK, f"foot_check:{newest.entry_id}:{newest.seq}", tuple(map(_foot, notes)))


def is_warning_sign(findings: Collection[str], may_feel_less: bool) -> bool:
    """Whether the findings of one foot check rest the plan until a therapist has looked.

    `may_feel_less`: diabetes or loss of feeling, answered "yes" or "unsure".

    Source: the library's red flags, which rest the plan: open skin or a blister with diabetes or numb feet;
    a hot, red, swollen foot; a foot that turned pale, blue or black; redness that spreads. Our judgement is
    what stands for them in a foot check: on feet that may feel less any finding at all, because they do not
    hurt in time; on any foot a change of colour, open skin with one sign of inflammation, or all three signs.
    """
    seen = frozenset(findings)
    if may_feel_less:
        return bool(seen)
    infected = "open_skin" in seen and bool(seen & INFLAMED)
    return "colour_change" in seen or infected or seen >= INFLAMED


def brings_warning_sign(finding: Finding, known: Evidence, may_feel_less: bool) -> bool:
    """Whether a finding has a warning sign in what is not among the evidence that was `known` before."""
    if finding.rule is not Rule.FOOT_CHECK:
        return False
    fresh = [seen for seen in finding.evidence if seen not in known]
    return any(is_warning_sign(seen["findings"], may_feel_less) for seen in fresh)


RULES: Mapping[Rule, Callable[[Story, Settled], Finding | None]] = {
    Rule.FOOT_CHECK: foot_check,
    Rule.RED_ZONE: red_zone,
    Rule.NEXT_MORNING: next_morning,
    Rule.NERVE: nerve,
    Rule.PAIN_UP: pain_up,
    Rule.STEP_SKIPPED: step_skipped,
    Rule.SILENT: silent,
}


def findings(story: Story, settled: Mapping[Rule, Settled]) -> list[Finding]:
    """Every rule that holds for the story, in the order of RULES (most urgent first)."""
    judged = (judge(story, settled.get(rule, NOTHING_SETTLED)) for rule, judge in RULES.items())
    return [finding for finding in judged if finding]


def _about_sessions(rule: Rule, notes: list[SessionNote], settled: Settled, **more: Any) -> Finding | None:
    newest = max(notes, key=lambda note: note.seq)
    if newest.seq <= settled.seq:
        return None
    evidence = tuple(
        {
            "kind": "session",
            "entry_id": str(note.entry_id),
            "on": note.on.isoformat(),
            "worst": note.worst,
            **more,
        }
        for note in notes
    )
    return Finding(rule, f"{rule}:{newest.entry_id}:{newest.seq}", evidence)


def _highest(pains: tuple[PainNote, ...], moment: str, on: date) -> PainNote | None:
    of_day = [note for note in pains if note.moment == moment and note.on == on]
    return max(of_day, key=lambda note: note.score, default=None)


def _left_behind(earlier: list[PainNote], later: PainNote, story: Story) -> PainNote | None:
    """The note from the day of a session that `later`, of the next morning, still shows."""
    eve = later.on - ONE_DAY
    if later.moment != "next_morning" or not any(note.on == eve for note in story.sessions):
        return None
    return next((note for note in reversed(earlier) if note.on == eve), None)


def _smaller(earlier: PainNote, later: PainNote) -> PainNote | None:
    """`earlier`, when `later` names all of its places and more."""
    return earlier if earlier.sites and earlier.sites < later.sites else None


def _pain(note: PainNote) -> dict[str, Any]:
    return {
        "kind": "pain",
        "entry_id": str(note.entry_id),
        "on": note.on.isoformat(),
        "moment": note.moment,
        "score": note.score,
    }


def _nerve_note(note: PainNote) -> dict[str, Any]:
    return {**_pain(note), "qualities": sorted(note.qualities & NERVE_QUALITIES), "places": len(note.sites)}


def _foot(note: FootCheckNote) -> dict[str, Any]:
    return {
        "kind": "foot_check",
        "entry_id": str(note.entry_id),
        "on": note.on.isoformat(),
        "findings": list(note.findings),
    }
