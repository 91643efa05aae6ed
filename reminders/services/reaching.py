"""Patients whom nothing reaches: their therapist is told, and told again when something does."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from progress.services import flag_unreachable, note_reached
from reminders.ledger import Claimed, State
from reminders.queries.standing import REMINDER_STREAM, open_subscriptions, stops_of
from reminders.services.claiming import Result
from reminders.services.stops import BOUNCED


def note_reach(*, results: Collection[Result], now: datetime) -> None:
    """Flag the patients whom these notices show to be out of reach, and take it back of those they reached.

    Out of reach is who has no device and an address that mail comes back from. Who has stopped our mail by
    their own wish is left in peace.
    """
    reached = [each.notice.patient_id for each in results if each.state == State.SENT]
    if any(reached):
        note_reached(patient_ids=[key for key in reached if key], now=now)
    failed = [each.notice for each in results if each.state == State.FAILED]
    cases = _out_of_reach(failed) if failed else {}
    if cases:
        flag_unreachable(patients=cases, now=now)


def _out_of_reach(notices: Collection[Claimed]) -> dict[UUID, str]:
    """Which of the patients, with what tells the case from another: the address that mail comes back from."""
    patients = {each.user_id: each.patient_id for each in notices if each.user_id and each.patient_id}
    stops, devices = stops_of(list(patients), REMINDER_STREAM), open_subscriptions(list(patients))
    return {
        patients[user_id]: stop.address_hash
        for user_id, stop in stops.items()
        if stop.reason == BOUNCED and user_id not in devices
    }
