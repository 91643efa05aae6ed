"""The database's disk is full: said as such, nothing is stored, and it goes on when there is room again."""

import pytest
from django.db import connection

from diary.models import Change, Entry
from tests.diary.telling import CHANGES, batch, change
from tests.refusals import refusal

# PostgreSQL refuses a write with this code when its disk has no room (Appendix A, class 53).
FULL = """
CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$;
CREATE TRIGGER no_room BEFORE INSERT ON diary_entry FOR EACH STATEMENT EXECUTE FUNCTION no_room();
"""
ROOM = "DROP TRIGGER no_room ON diary_entry; DROP FUNCTION no_room()"


def run(statements: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statements)


@pytest.mark.django_db(transaction=True)
def test_write_on_a_full_disk_is_refused_to_be_sent_again_and_is_stored_when_there_is_room(cast, client_of):
    phone, told = client_of(cast.ana), batch(change())
    phone.raise_request_exception = False  # the response is what a phone gets
    run(FULL)
    try:
        answer = phone.post(CHANGES, told, format="json")
        assert refusal(answer) == (503, "disk_full")
        assert int(answer["Retry-After"]) > 0
        assert not Entry.objects.exists()
        assert not Change.objects.exists()
    finally:
        run(ROOM)
    answer = phone.post(CHANGES, told, format="json")
    assert [verdict["verdict"] for verdict in answer.json()["verdicts"]] == ["new"]
