"""Evidence of a flag, as the documents stored with it, and what is left of them when the diary changes.

A document names its entry and the entry's `seq` at that time, which distinguishes a correction from no
change.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from progress.rules.snapshot import FootCheckNote, PainNote, PatientSnapshot, SessionNote

Document = dict[str, Any]
NERVE_QUALITIES = frozenset({"numb", "tingling"})


def about_session(note: SessionNote, **more: Any) -> Document:
    """A session with its highest score (`worst`, 0 to 10 or None); `more` adds details."""
    return {"kind": "session", **_entry(note), "worst": note.worst, **more}


def about_pain(note: PainNote, **more: Any) -> Document:
    """A pain entry with its moment and score (0 to 10, of the whole); `more` adds details."""
    return {"kind": "pain", **_entry(note), "moment": note.moment, "score": note.score, **more}


def about_nerve(note: PainNote) -> Document:
    """A pain entry with numbness or tingling, and the number of its places."""
    felt = sorted(note.qualities & NERVE_QUALITIES)
    return about_pain(note, qualities=felt, places=len(note.sites))


def about_foot_check(note: FootCheckNote) -> Document:
    """A foot check with its findings."""
    return {"kind": "foot_check", **_entry(note), "findings": list(note.findings)}


def evidence_on(evidence: Iterable[Mapping[str, Any]]) -> date | None:
    """The local date of the newest evidence; None without a date."""
    days = [date.fromisoformat(on) for each in evidence if (on := each.get("on") or each.get("to"))]
    return max(days, default=None)


def entries_of(evidence: Iterable[Mapping[str, Any]]) -> set[UUID]:
    """The entries of the diary that evidence names."""
    return {UUID(str(each["entry_id"])) for each in evidence if each.get("entry_id")}


def only_of(
    snapshot: PatientSnapshot, evidence: Iterable[Mapping[str, Any]], any_session: bool = False
) -> PatientSnapshot:
    """The snapshot with only the entries that evidence names: what a rule says about exactly those.

    With `any_session`, for evidence based on some session, every session stays if it names none, as before
    sessions were named.
    """
    entries = entries_of(evidence)
    sessions = tuple(note for note in snapshot.sessions if note.entry_id in entries)
    return replace(
        snapshot,
        pains=tuple(note for note in snapshot.pains if note.entry_id in entries),
        sessions=snapshot.sessions if any_session and not _names_sessions(evidence) else sessions,
        foot_checks=tuple(note for note in snapshot.foot_checks if note.entry_id in entries),
    )


def entries_in(snapshot: PatientSnapshot) -> set[UUID]:
    """The entries of the snapshot."""
    return {
        note.entry_id for notes in (snapshot.pains, snapshot.sessions, snapshot.foot_checks) for note in notes
    }


def is_kept(evidence: Iterable[Mapping[str, Any]], kept: Mapping[UUID, int]) -> bool:
    """Whether every entry that evidence names is neither deleted nor corrected since.

    `kept`: the `seq` of the entries that are not deleted. Evidence without a stored `seq` counts as
    uncorrected.
    """
    named = [(UUID(str(each["entry_id"])), each.get("seq")) for each in evidence if each.get("entry_id")]
    return all(entry in kept and (seq is None or kept[entry] <= seq) for entry, seq in named)


def without(evidence: Iterable[Document], deleted: Collection[UUID]) -> list[Document]:
    """The evidence without deleted entries, which are shown to nobody any more."""
    return [each for each in evidence if not entries_of([each]) & set(deleted)]


def _names_sessions(evidence: Iterable[Mapping[str, Any]]) -> bool:
    return any(each.get("kind") == "session" for each in evidence)


def _entry(note: PainNote | SessionNote | FootCheckNote) -> Document:
    return {"entry_id": str(note.entry_id), "seq": note.seq, "on": note.on.isoformat()}
