"""Whatever is written, corrected, deleted, seen, put off and settled: no warning in force is out of sight."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from progress.rules.flagging import NOTHING_SETTLED, RULES, FlagState, Rule, Settled, judge
from progress.rules.snapshot import FootCheckNote, PainNote, PatientSnapshot, SessionNote
from progress.rules.standing import UnsettledFlag, judge_again

START = date(2026, 11, 1)
scores = st.integers(0, 10)


@dataclass
class Kept:
    """One entry as it stands."""

    seq: int
    on: date
    kind: str
    score: int
    at_rest: bool


@dataclass
class Row:
    """One flag as a server would keep it."""

    standing: UnsettledFlag
    acts: list[str] = field(default_factory=list)


class FlagsForGood(RuleBasedStateMachine):
    """One patient's diary and the flags on it, judged after each step."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: dict[UUID, Kept] = {}
        self.seq = 0
        self.today = START
        self.flags: dict[Rule, Row] = {}
        self.settled: dict[Rule, Settled] = {}
        self.numb = False

    def snapshot(self) -> PatientSnapshot:
        told = sorted(self.entries.items(), key=lambda each: (each[1].on, each[1].seq))
        first = self.today - timedelta(days=28)
        notes = [(key, entry) for key, entry in told if entry.on >= first]
        at = datetime(2026, 11, 1, tzinfo=UTC)
        return PatientSnapshot(
            today=self.today,
            pains=tuple(
                PainNote(key, entry.seq, entry.on, at, "now", entry.score, at_rest=entry.at_rest)
                for key, entry in notes
                if entry.kind == "pain"
            ),
            sessions=tuple(
                SessionNote(key, entry.seq, entry.on, at, entry.score)
                for key, entry in notes
                if entry.kind == "session"
            ),
            foot_checks=tuple(
                FootCheckNote(key, entry.seq, entry.on, ("blister",) if entry.score > 5 else ())
                for key, entry in notes
                if entry.kind == "foot_check"
            ),
            written_on=frozenset(entry.on for _key, entry in notes),
            may_feel_less=self.numb,
        )

    def review(self) -> None:
        snapshot = self.snapshot()
        kept = {key: entry.seq for key, entry in self.entries.items()}
        for name in RULES:
            row, settled = self.flags.get(name), self.settled.get(name, NOTHING_SETTLED)
            if row is None:
                found = judge(name, snapshot, settled)
                if found:
                    evidence = list(found.evidence)
                    self.flags[name] = Row(UnsettledFlag(name, FlagState.OPEN, evidence, found.seq))
                continue
            change = judge_again(row.standing, snapshot, settled, kept)
            if change.gone:
                del self.flags[name]
                continue
            old = row.standing
            row.standing = UnsettledFlag(
                name,
                FlagState.OPEN if change.opens else old.state,
                list(change.finding.evidence) if change.finding else old.evidence,
                change.finding.seq if change.finding else old.seq,
                NOTHING_SETTLED if change.opens else old.seen,
                None if change.opens else old.snoozed_until,
            )

    @rule(
        ago=st.integers(0, 9),
        score=scores,
        rest=st.booleans(),
        kind=st.sampled_from(["pain", "session", "foot_check"]),
    )
    def write(self, ago: int, score: int, rest: bool, kind: str) -> None:
        self.seq += 1
        on = self.today - timedelta(days=ago)
        self.entries[UUID(int=self.seq)] = Kept(self.seq, on, kind, score, rest)
        self.review()

    @precondition(lambda self: self.entries)
    @rule(data=st.data(), score=scores)
    def correct(self, data: st.DataObject, score: int) -> None:
        self.seq += 1
        entry = self.entries[data.draw(st.sampled_from(sorted(self.entries)))]
        entry.seq, entry.score = self.seq, score
        self.review()

    @precondition(lambda self: self.entries)
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        self.seq += 1
        del self.entries[data.draw(st.sampled_from(sorted(self.entries)))]
        self.review()

    @precondition(lambda self: self.flags)
    @rule(data=st.data(), days=st.none() | st.integers(1, 5))
    def see(self, data: st.DataObject, days: int | None) -> None:
        row = self.flags[data.draw(st.sampled_from(sorted(self.flags)))]
        until = None if days is None else self.today + timedelta(days=days)
        seen = Settled(self.seq, self.today)
        old = row.standing
        row.standing = UnsettledFlag(old.rule, FlagState.ACKNOWLEDGED, old.evidence, old.seq, seen, until)
        self.review()

    @precondition(lambda self: self.flags)
    @rule(data=st.data())
    def settle(self, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(sorted(self.flags)))
        del self.flags[name]
        self.settled[name] = Settled(self.seq, self.today)
        self.review()

    @rule(days=st.integers(1, 3))
    def wait(self, days: int) -> None:
        self.today += timedelta(days=days)
        self.review()

    def unlooked(self) -> Iterator[tuple[Rule, Settled]]:
        """Each rule with what was last seen or settled of it."""
        for name in RULES:
            row, settled = self.flags.get(name), self.settled.get(name, NOTHING_SETTLED)
            is_seen = row is not None and row.standing.state == FlagState.ACKNOWLEDGED
            yield (
                name,
                max(settled, row.standing.seen, key=lambda one: one.seq) if row and is_seen else settled,
            )

    @invariant()
    def every_finding_beyond_what_was_looked_at_is_open(self) -> None:
        snapshot = self.snapshot()
        for name, looked in self.unlooked():
            if judge(name, snapshot, looked):
                assert name in self.flags
                assert self.flags[name].standing.state == FlagState.OPEN

    @invariant()
    def no_flag_rests_on_what_is_not_there(self) -> None:
        for row in self.flags.values():
            for each in row.standing.evidence:
                if "entry_id" in each:
                    entry = self.entries[UUID(each["entry_id"])]
                    shown = each.get("worst", each.get("score"))
                    assert shown is None or shown == entry.score
                    assert each["kind"] != "foot_check" or entry.score > 5

    @invariant()
    def a_snooze_ends_on_its_day(self) -> None:
        for row in self.flags.values():
            until = row.standing.snoozed_until
            assert until is None or until > self.today

    @invariant()
    def a_replay_changes_nothing(self) -> None:
        before = {name: row.standing for name, row in self.flags.items()}
        self.review()
        assert {name: row.standing for name, row in self.flags.items()} == before


TestFlagsForGood = FlagsForGood.TestCase
TestFlagsForGood.settings = settings(max_examples=80, stateful_step_count=30, deadline=None)
