"""Unresolved flags: what happens to one when its patient's diary is judged again.

New evidence opens it again, evidence that is gone withdraws it, and a snooze ends on its day. What a
therapist saw or resolved is not reported twice.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from progress.rules.evidence import entries_in, entries_of, is_kept, only_of
from progress.rules.flagging import (
    NOTHING_SETTLED,
    RULES,
    SILENT_DAYS,
    Act,
    Finding,
    FlagState,
    Rule,
    Settled,
    judge,
)
from progress.rules.snapshot import PatientSnapshot
from progress.rules.trends import WINDOW_DAYS, pain_change

_AFTER_A_SESSION = (Rule.NEXT_MORNING, Rule.NERVE)


class Gone(StrEnum):
    """Why a flag was withdrawn: its entries were corrected or deleted, the patient's zones or rules changed,
    or something reached the patient again.
    """

    ENTRIES = "entries"
    ZONES = "zones"
    REACHED = "reached"


@dataclass(frozen=True)
class UnsettledFlag:
    """A flag that is not resolved. `seq`: of its newest evidence. `seen`: how far the diary reached when it
    was acknowledged. `snoozed_until`: the patient's local date on which it opens again.
    """

    rule: Rule
    state: FlagState
    evidence: list[dict[str, Any]]
    seq: int
    seen: Settled = NOTHING_SETTLED
    snoozed_until: date | None = None


@dataclass(frozen=True)
class Change:
    """The change of a flag: `finding` is its new evidence (None: unchanged); `opens`: it opens again, and by
    what; `gone`: it is withdrawn, and why.
    """

    finding: Finding | None = None
    opens: Act | None = None
    gone: Gone | None = None


def judge_again(
    flag: UnsettledFlag, snapshot: PatientSnapshot, settled: Settled, kept: Mapping[UUID, int]
) -> Change:
    """The change of `flag` by the present snapshot.

    `settled`: the evidence when the rule's last flag was resolved. `kept`: the `seq` of the entries that are
    not deleted, of the snapshot and of this evidence.
    """
    if flag.state == FlagState.ACKNOWLEDGED:
        news = judge(flag.rule, snapshot, flag.seen)
        if news:
            return Change(news, opens=Act.EVIDENCE)
    wakes = Act.WOKEN if flag.snoozed_until and flag.snoozed_until <= snapshot.today else None
    found = judge(flag.rule, snapshot, settled)
    if found and (found.seq > flag.seq or not found.seq):
        return Change(found, opens=wakes)
    left = _left_of(flag, snapshot, kept) or found
    if left is None:
        return Change(gone=Gone.ZONES if is_kept(flag.evidence, kept) and flag.seq else Gone.ENTRIES)
    return Change(left if isinstance(left, Finding) else None, opens=wakes)


def _left_of(
    flag: UnsettledFlag, snapshot: PatientSnapshot, kept: Mapping[UUID, int]
) -> Finding | bool | None:
    """The present finding of the flag's own evidence; True if it is unchanged."""
    if flag.rule in _OF_DAYS:
        return _OF_DAYS[flag.rule](flag.evidence, snapshot) or None
    entries = entries_of(flag.evidence)
    if entries <= entries_in(snapshot) or not is_kept(flag.evidence, kept):
        only = only_of(snapshot, flag.evidence, any_session=flag.rule in _AFTER_A_SESSION)
        return RULES[flag.rule](only, NOTHING_SETTLED)
    return True


def _is_still_silent(evidence: list[dict[str, Any]], snapshot: PatientSnapshot) -> bool:
    days = [date.fromisoformat(each["on"]) for each in evidence]
    return len([on for on in days if on not in snapshot.written_on]) >= SILENT_DAYS


def _is_still_up(evidence: list[dict[str, Any]], snapshot: PatientSnapshot) -> bool:
    """By the present scores; True if the snapshot does not reach so far back."""
    before, after = evidence[0], evidence[-1]
    to_on = date.fromisoformat(after["to"])
    if date.fromisoformat(before["from"]) < snapshot.today - timedelta(days=4 * WINDOW_DAYS):
        return True
    change = pain_change(snapshot.moments.get(after["moment"], {}), to_on)
    return change is not None and change.is_worse


_OF_DAYS: Mapping[Rule, Callable[[list[dict[str, Any]], PatientSnapshot], bool]] = {
    Rule.SILENT: _is_still_silent,
    Rule.PAIN_UP: _is_still_up,
}
