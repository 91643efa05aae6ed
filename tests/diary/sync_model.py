"""A device as the contract wants it, on a network as it is: the model of the convergence test."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from diary import services
from diary.queries.pulling import changes_after
from tests import factories
from tests.diary.telling import change

Change = dict[str, Any]


@dataclass
class Server:
    """The real services on the real database, for one patient; every answer it ever gave is remembered."""

    patient_id: UUID
    answered: dict[tuple[str, str], tuple[str, int | None]] = field(default_factory=dict)
    requests: int = 0

    def take(self, device_id: UUID, changes: list[Change]) -> services.Answer:
        """One request that arrives. A change must be answered alike however often it comes."""
        self.requests += 1
        now = factories.NOW + timedelta(seconds=self.requests)
        answer = services.apply_changes(
            patient_id=self.patient_id, device_id=device_id, changes=changes, now=now
        )
        for told in answer.verdicts:
            first = self.answered.setdefault((answer.epoch, str(told.change_id)), (told.verdict, told.seq))
            assert first == (told.verdict, told.seq)
        return answer


@dataclass
class Device:
    """What one device knows: what stands as far as it was told, what it has not sent, what it has sent."""

    device_id: UUID
    server: Server
    epoch: str | None = None
    cursor: int = 0
    stands: dict[str, tuple[int, Any]] = field(default_factory=dict)
    outbox: list[Change] = field(default_factory=list)
    sent: list[Change] = field(default_factory=list)
    in_the_air: list[list[Change]] = field(default_factory=list)

    def write(self, entry_id: str | None, score: int | None) -> None:
        """The patient makes, corrects (a score) or deletes (None) an entry; nothing is sent yet."""
        told = change(action="delete" if score is None else "put", data={"score": score, "moment": "now"})
        if entry_id is not None:
            told["entry_id"] = entry_id
            told["base_seq"] = self.stands.get(entry_id, (None, None))[0]
        self.outbox.append(told)

    def known_entries(self) -> list[str]:
        """Every entry this device has heard of or made."""
        return sorted({*self.stands, *(told["entry_id"] for told in self.outbox)})

    def send(self, most: int, fate: str) -> None:
        """Sends up to `most` changes; `fate` is what the network does with the request and its answer."""
        batch = self.outbox[:most]
        if fate in ("delayed", "doubled late"):
            self.in_the_air.append(batch)
        if fate in ("lost", "delayed"):
            return
        answer = self.server.take(self.device_id, batch)
        if fate == "doubled":
            answer = self.server.take(self.device_id, batch)
        if fate != "answer lost":
            self._settle(batch, answer)

    def late_arrival(self) -> None:
        """A request that was long given up arrives after all; nobody reads its answer."""
        if self.in_the_air:
            self.server.take(self.device_id, self.in_the_air.pop(0))

    def pull(self, limit: int) -> None:
        """Reads on from the cursor to the head."""
        while True:
            pulled = changes_after(self.server.patient_id, self.cursor, limit)
            if self._is_new_history(pulled.epoch or services.ensure_epoch()):
                continue
            for entry in pulled.entries:
                self.stands[str(entry.entry_id)] = (entry.seq, entry.data)
                self.cursor = entry.seq
            if not pulled.more:
                return

    def _settle(self, batch: list[Change], answer: services.Answer) -> None:
        assert [str(told.change_id) for told in answer.verdicts] == [told["change_id"] for told in batch]
        del self.outbox[: len(batch)]
        self.sent += batch
        self._is_new_history(answer.epoch)

    def _is_new_history(self, epoch: str) -> bool:
        """After a restore the device forgets what it was told and sends again what it has kept."""
        known, self.epoch = self.epoch, epoch
        if known in (None, epoch):
            return False
        self.cursor, self.stands = 0, {}
        self.outbox, self.sent = self.sent + self.outbox, []
        return True
