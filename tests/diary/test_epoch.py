"""The epoch names this server's history; after a restore from a backup it gets another name."""

from io import StringIO

from django.core.management import call_command

from diary.models import Epoch
from diary.services import ensure_epoch, start_new_epoch
from tests.diary.telling import change


def test_epoch_is_the_same_for_push_and_pull(phone):
    assert phone.send()["epoch"] == phone.send(change())["epoch"] == phone.pull()["epoch"]


def test_epoch_is_made_when_it_is_missing(phone):
    Epoch.objects.all().delete()
    assert phone.pull()["epoch"] == phone.send(change())["epoch"] == ensure_epoch()
    assert Epoch.objects.count() == 1


def test_epoch_changes_after_a_restore(phone):
    before = phone.send(change())["epoch"]
    after = start_new_epoch()
    assert after != before
    assert phone.pull()["epoch"] == after


def test_epoch_is_changed_by_the_operators_command(phone):
    before = ensure_epoch()
    said = StringIO()
    call_command("new_epoch", stdout=said)
    assert ensure_epoch() != before
    assert ensure_epoch() in said.getvalue()


def test_epoch_answers_a_device_of_another_epoch_with_its_own_and_normal_results(phone):
    told = change()
    phone.send(told)
    epoch = start_new_epoch()
    answer = phone.send(told, change(base_seq=900), epoch="an older one")
    assert answer["epoch"] == epoch
    assert [verdict["verdict"] for verdict in answer["verdicts"]] == ["new", "new"]
    assert answer["head"] == 2
