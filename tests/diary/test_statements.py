"""The sync costs the same statements for any batch, and its plans do not grow with the history."""

from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from diary import services
from diary.queries.pulling import changes_after
from tests.diary.telling import PHONE, change, session
from tests.factories import NOW

ONE_WRITE = 1
ONE_LOOK_ONE_WRITE = 2
MOST_IN_THE_SERVICE = 8
MOST_IN_A_REQUEST = 10


def statements_of(work) -> int:
    with CaptureQueriesContext(connection) as captured:
        work()
    return len(captured)


@pytest.fixture
def apply(cast):
    def apply(*changes):
        services.apply_changes(patient_id=cast.ana_patient.pk, device_id=PHONE, changes=changes, now=NOW)

    apply(change())
    return apply


def test_sync_takes_the_same_number_of_statements_for_1_50_and_200_changes(apply):
    batches = [[change() for _ in range(size)] for size in (1, 50, 200)]
    counts = [statements_of(partial(apply, *batch)) for batch in batches]
    assert counts == [ONE_WRITE] * 3


def test_sync_takes_one_read_and_one_write_for_edits_deletes_and_replays(apply):
    told = [change() for _ in range(50)]
    apply(*told)
    mixed = [change(entry_id=each["entry_id"], base_seq=None) for each in told[:20]]
    mixed += [change(entry_id=each["entry_id"], action="delete") for each in told[20:40]]
    mixed += [*told, {}, change(kind="mood")]
    assert statements_of(lambda: apply(*mixed)) == ONE_LOOK_ONE_WRITE


def test_sync_takes_one_more_statement_for_known_changes(apply):
    told = [change() for _ in range(50)]
    apply(*told)
    again = [change(entry_id=each["entry_id"]) for each in told[:20]]
    assert statements_of(lambda: apply(*told, *again)) == 1 + ONE_LOOK_ONE_WRITE


def test_sync_takes_a_bounded_number_of_statements_for_a_first_batch(cast):
    services.ensure_epoch()  # named once in a server's life

    def begin():
        services.apply_changes(patient_id=cast.ben_patient.pk, device_id=PHONE, changes=[change()], now=NOW)

    assert statements_of(begin) <= MOST_IN_THE_SERVICE


def test_sync_takes_at_most_ten_statements_for_a_whole_session(phone):
    phone.send()
    told = change(kind="session", data=session(of_steps=8, of_sets=3))
    assert statements_of(lambda: phone.send(told)) <= MOST_IN_A_REQUEST


def test_pull_takes_one_statement(apply, cast):
    apply(*(change() for _ in range(200)))
    assert statements_of(lambda: changes_after(cast.ana_patient.pk, 0)) == 1


def plan_of(work) -> str:
    """The plans PostgreSQL makes for what `work` asks, with sequential scans made dear."""
    with CaptureQueriesContext(connection) as captured:
        work()
    return "\n".join(plans_of(captured))


def plans_of(captured: CaptureQueriesContext) -> list[str]:
    """The lines of the plans of what was asked, with sequential scans made dear."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        plans = []
        for query in captured:
            if query["sql"].lstrip().upper().startswith(("SELECT", "WITH")):
                cursor.execute(f"EXPLAIN {query['sql']}")
                plans += [line for (line,) in cursor.fetchall()]
        cursor.execute("RESET enable_seqscan")
    return plans


def test_sync_finds_current_entries_by_id_and_not_by_history(apply):
    plan = plan_of(lambda: apply(change()))
    assert "entry_once" in plan
    assert "change_once" in plan


def test_sync_costs_the_planner_the_same_for_1_and_50_changes_so_that_one_plan_is_kept(apply):
    with CaptureQueriesContext(connection) as captured:
        apply(change())
        apply(*(change() for _ in range(50)))
    one, fifty = (line for line in plans_of(captured) if line.startswith("CTE Scan on moved"))
    assert one == fifty  # this line has the cost of the whole


def test_pull_uses_the_index_of_sequence_numbers(cast):
    assert "entry_seq_once" in plan_of(lambda: changes_after(cast.ana_patient.pk, 0))
