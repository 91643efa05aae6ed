"""A snapshot of a patient's recent diary for the flag rules, as plain values in the patient's own
local days.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from progress.rules.trends import Series

Site = tuple[str, str, str]


@dataclass(frozen=True)
class PainNote:
    """One pain entry. `score` is 0 to 10, `sites` are (foot, surface, region), and `place_scores` what they
    were given. `of_session`: it is one of the scores of a session, which counts them with its own.
    """

    entry_id: UUID
    seq: int
    on: date
    at: datetime
    moment: str
    score: int
    qualities: frozenset[str] = frozenset()
    sites: frozenset[Site] = frozenset()
    place_scores: tuple[int, ...] = ()
    at_rest: bool = False
    of_session: bool = False

    @property
    def highest(self) -> int:
        """The highest of the score and those of its places."""
        return max(self.score, *self.place_scores, 0)


@dataclass(frozen=True)
class SessionNote:
    """One session: its highest pain before, during or after it (0 to 10, None without a score) and the result
    of each exercise.
    """

    entry_id: UUID
    seq: int
    on: date
    at: datetime
    worst: int | None = None
    exercises: frozenset[str] = frozenset()
    skipped_for_pain: frozenset[str] = frozenset()


@dataclass(frozen=True)
class FootCheckNote:
    """One foot check with its findings; empty if there were none."""

    entry_id: UUID
    seq: int
    on: date
    findings: tuple[str, ...]


@dataclass(frozen=True)
class PatientSnapshot:
    """One patient at one moment. `planned_on`: past days that were planned and not held, oldest first.

    `written_on`: days with any entry. `red_above`: the amber zone's upper end (0 to 10). `may_feel_less`:
    diabetes or loss of feeling, answered "yes" or "unsure". `poor_circulation`: answered "yes". Notes are in
    the order they happened.
    """

    today: date
    moments: Mapping[str, Series] = field(default_factory=dict)
    pains: tuple[PainNote, ...] = ()
    sessions: tuple[SessionNote, ...] = ()
    foot_checks: tuple[FootCheckNote, ...] = ()
    planned_on: tuple[date, ...] = ()
    written_on: frozenset[date] = frozenset()
    red_above: int = 5
    next_morning_rule: bool = True
    nerve_rule: bool = True
    may_feel_less: bool = False
    poor_circulation: bool = False
