"""Two devices on a bad network: in the end everybody sees the same diary, and nothing is lost."""

from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from diary import services
from diary.models import Change, DiaryHead, Entry
from tests import factories
from tests.diary.sync_model import Device, Server
from tests.diary.telling import PHONE, TABLET

FATES = ("delivered", "lost", "answer lost", "doubled", "delayed", "doubled late")
WHICH = st.integers(0, 1)
SCORES = st.sampled_from([*range(8), None])  # None deletes, which ends an entry: not too often


class TwoDevices(RuleBasedStateMachine):
    """A phone and a tablet of one patient."""

    def __init__(self) -> None:
        super().__init__()
        self.server = Server(factories.patient().pk)
        self.devices = [Device(each, self.server) for each in (PHONE, TABLET)]
        self.backup: str | None = None

    @rule(which=WHICH, score=st.integers(0, 3))
    def logs(self, which: int, score: int) -> None:
        self.devices[which].write(None, score)

    @rule(which=WHICH, score=SCORES, pick=st.integers(0, 20))
    def corrects_or_deletes(self, which: int, score: int | None, pick: int) -> None:
        known = self.devices[which].known_entries()
        if known:
            self.devices[which].write(known[pick % len(known)], score)

    @rule(scores=st.tuples(SCORES, SCORES), pick=st.integers(0, 20))
    def both_correct_the_same_entry(self, scores: tuple[int | None, int | None], pick: int) -> None:
        for device in self.devices:
            device.send(4, "delivered")
            device.pull(3)
        known = sorted({*self.devices[0].stands} & {*self.devices[1].stands})
        for device, score in zip(self.devices, scores, strict=True):
            if known:
                device.write(known[pick % len(known)], score)

    @rule(which=WHICH, most=st.integers(1, 4), fate=st.sampled_from(FATES))
    def sends(self, which: int, most: int, fate: str) -> None:
        self.devices[which].send(most, fate)

    @rule(which=WHICH)
    def hears_of_an_old_request(self, which: int) -> None:
        self.devices[which].late_arrival()

    @rule(which=WHICH, limit=st.integers(1, 3))
    def pulls(self, which: int, limit: int) -> None:
        self.devices[which].pull(limit)

    @precondition(lambda self: self.backup is None)
    @rule()
    def backs_up(self) -> None:
        self.backup = transaction.savepoint()

    @precondition(lambda self: self.backup is not None)
    @rule()
    def restores(self) -> None:
        backup = str(self.backup)
        transaction.savepoint_rollback(backup)
        transaction.savepoint_commit(backup)
        services.start_new_epoch()
        self.backup = None

    def teardown(self) -> None:
        for device in self.devices:
            while device.in_the_air:
                device.late_arrival()
        for _ in range(2):  # the first round may find a new history and send again
            for device in self.devices:
                device.pull(2)
                while device.outbox:
                    device.send(3, "delivered")
        for device in self.devices:
            device.pull(2)
        self.agree()

    def agree(self) -> None:
        rows = Entry.objects.filter(patient=self.server.patient_id)
        kept: dict[str, tuple[int, Any]] = {str(row.entry_id): (row.seq, row.data) for row in rows}
        for device in self.devices:
            assert device.stands == kept
        self.numbers_have_no_gap()
        self.nothing_is_lost()

    def numbers_have_no_gap(self) -> None:
        head = DiaryHead.objects.filter(patient=self.server.patient_id).first()
        told = Change.objects.filter(patient=self.server.patient_id).order_by("id")
        altered, seen = [], set()
        for each in told:
            if each.verdict in ("new", "updated", "deleted") and each.seq not in seen:
                altered.append(each.seq)
                seen.add(each.seq)
        assert altered == list(range(1, (head.seq if head else 0) + 1))

    def nothing_is_lost(self) -> None:
        known = {str(each.change_id): each for each in Change.objects.filter(patient=self.server.patient_id)}
        deleted = {str(each.entry_id) for each in known.values() if each.action == "delete"}
        for told in (told for device in self.devices for told in device.sent):
            change = known[told["change_id"]]
            if told["action"] == "put" and change.verdict != "identical":
                assert change.data == told["data"]
        for entry in Entry.objects.filter(patient=self.server.patient_id):
            assert entry.deleted == (str(entry.entry_id) in deleted)


@pytest.mark.django_db
def test_devices_end_with_the_same_diary_whatever_the_network_did():
    run_state_machine_as_test(
        TwoDevices,
        settings=settings(
            max_examples=60,
            stateful_step_count=40,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
