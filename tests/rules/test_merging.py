"""The merge, without a database: one verdict per change, whatever came before."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.rules.change import Incoming, read_change
from diary.rules.merging import Diary, MergeResult, digest_of
from tests.diary.telling import PHONE, TABLET, change

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
ENTRY = UUID(int=77)


def put(score: int = 4, base: int | None = None, device: UUID = PHONE, **told) -> Incoming:
    data = {"score": score, "moment": "now"}
    return read_change(change(**{"entry_id": ENTRY, "data": data, "base_seq": base, **told}), device)


def delete(base: int | None = None, device: UUID = PHONE, **told) -> Incoming:
    return put(action="delete", base=base, device=device, **told)


def take(*changes: Incoming) -> list[tuple[str, int | None]]:
    outcomes = Diary(0, {}, {}).apply_changes(changes, NOW)
    return [(outcome.verdict.value, outcome.seq) for outcome in outcomes]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([put()], [("new", 1)]),
        ([put(), put(5, base=1)], [("new", 1), ("updated", 2)]),
        ([put(), put(5, base=1), put(6, base=2)], [("new", 1), ("updated", 2), ("updated", 3)]),
        ([put(base=12)], [("new", 1)]),
        ([put(), put(4)], [("new", 1), ("identical", 1)]),
        ([put(), put(4, base=0)], [("new", 1), ("identical", 1)]),
        ([delete()], [("deleted", 1)]),
        ([put(), delete(base=1)], [("new", 1), ("deleted", 2)]),
        ([put(), delete(), delete()], [("new", 1), ("deleted", 2), ("deleted", 2)]),
        ([put(), delete(), put(5, base=2)], [("new", 1), ("deleted", 2), ("deleted", 2)]),
    ],
)
def test_merge_gives_the_result_of_the_contract(changes, expected):
    assert take(*changes) == expected


def test_merge_calls_a_put_on_an_older_version_stale_even_from_the_same_device():
    told = [put(), put(5, base=1), put(6, base=1)]
    assert take(*told) == [("new", 1), ("updated", 2), ("stale", 2)]


def test_merge_lets_a_stale_delete_win():
    told = [put(), put(5, base=1), delete(base=1, device=TABLET)]
    assert take(*told)[-1] == ("deleted", 3)


def test_merge_takes_a_correction_by_the_device_that_has_not_read_its_answer_yet():
    assert take(put(4), put(5)) == [("new", 1), ("updated", 2)]


def test_merge_calls_a_put_without_base_stale_when_another_device_wrote_what_stands():
    assert take(put(4), put(5, device=TABLET)) == [("new", 1), ("stale", 1)]


def test_merge_recalls_the_first_result_when_a_change_comes_again():
    first, edit = put(), put(5, base=1)
    assert take(first, edit, first, edit)[2:] == [("new", 1), ("updated", 2)]


def test_merge_refuses_a_change_id_with_other_content():
    first = put()
    again = first._replace(data={"score": 9, "moment": "now"})
    refused = Diary(0, {}, {}).apply_changes([first, again], NOW)[1]
    assert (refused.verdict, refused.code, refused.field) == ("refused", "change_id_reused", "change_id")


def test_merge_refuses_a_change_of_kind_and_keeps_what_stands():
    told = put(kind="foot_check", data={"findings": ["none"]}, base=1)
    refused = Diary(0, {}, {}).apply_changes([put(), told], NOW)[1]
    assert (refused.verdict, refused.code, refused.field) == ("refused", "kind_changed", "kind")


def test_merge_finds_the_same_content_in_another_order_and_offset():
    one = put(data={"score": 4, "moment": "now"}, recorded_at="2026-11-20T10:00:00+01:00")
    other = put(data={"moment": "now", "score": 4}, recorded_at="2026-11-20T09:00:00Z")
    assert digest_of(one) == digest_of(other)


@pytest.mark.parametrize(
    "told",
    [
        {"score": 5},
        {"entry_id": UUID(int=78)},
        {"recorded_at": "2026-11-20T10:04:12+01:00"},
        {"time_zone": "Europe/Paris"},
        {"action": "delete"},
        {"data": {"score": 4, "moment": "now", "note": ""}},
    ],
)
def test_merge_finds_other_content_different(told):
    assert digest_of(put(**told)) != digest_of(put())


def test_merge_ignores_base_and_device_in_the_content():
    assert digest_of(put(base=3, device=TABLET)) == digest_of(put())


CHANGES = st.builds(
    lambda number, entry, score, base, device, deletes: put(
        score=score,
        base=base,
        device=device,
        change_id=UUID(int=number),
        entry_id=UUID(int=1000 + entry),
        action="delete" if deletes else "put",
    ),
    st.integers(0, 6),
    st.integers(0, 2),
    st.integers(0, 2),
    st.none() | st.integers(0, 6),
    st.sampled_from([PHONE, TABLET]),
    st.booleans(),
)


@given(st.lists(CHANGES, max_size=25))
def test_merge_numbers_without_gaps_and_never_brings_back_what_was_deleted(changes):
    diary = Diary(0, {}, {})
    outcomes = diary.apply_changes(changes, NOW)
    altered = [outcome.seq for outcome in outcomes if outcome.alters]
    assert altered == list(range(1, diary.head + 1))
    gone = set()
    for outcome in outcomes:
        if outcome.fresh and outcome.change.entry_id in gone:
            assert outcome.verdict in (MergeResult.DELETED,)
        if outcome.fresh and outcome.verdict == MergeResult.DELETED:
            gone.add(outcome.change.entry_id)


@given(st.lists(CHANGES, max_size=25), st.integers(0, 25))
def test_merge_ends_the_same_however_the_changes_are_cut_into_batches(changes, cut):
    whole, pieces = Diary(0, {}, {}), Diary(0, {}, {})
    at_once = whole.apply_changes(changes, NOW)
    in_two = pieces.apply_changes(changes[:cut], NOW) + pieces.apply_changes(changes[cut:], NOW)
    assert [(o.verdict, o.seq) for o in at_once] == [(o.verdict, o.seq) for o in in_two]


@given(st.lists(CHANGES, max_size=25))
def test_merge_answers_a_replay_of_everything_without_moving(changes):
    diary = Diary(0, {}, {})
    first = diary.apply_changes(changes, NOW)
    head = diary.head
    again = diary.apply_changes(changes, NOW)
    assert diary.head == head
    for before, after in zip(first, again, strict=True):
        if before.verdict != MergeResult.REFUSED:
            assert (before.verdict, before.seq) == (after.verdict, after.seq)
