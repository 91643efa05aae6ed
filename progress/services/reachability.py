"""Flags from results of notifications: mail that bounces, and patients whom nothing reaches."""

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from accounts.queries import own_patient, people_by_id
from accounts.queries.outgoing_mail import unreported_refusals
from accounts.services.outgoing_mail import note_refusals_reported
from notifications.queries.preferences import address_hash, bounced_addresses, pushable
from notifications.rules.notification import Channel, Claimed, Outcome, State
from notifications.services.claiming import Result
from notifications.services.stops import free_addresses
from progress.services.delivery import flag_bounced_mail, flag_unreachable, note_reached

if TYPE_CHECKING:
    from accounts.models import User


def note_reach(*, results: Collection[Result], now: datetime) -> None:
    """Flag the patients whom these notifications could not reach, and withdraw the flags of those they
    reached. An address that accepts e-mails is released in every stream.
    """
    reached = [each for each in results if each.state == State.SENT and each.notification.patient_id]
    if reached:
        _take_back(reached, now)
    failed = [each.notification for each in results if each.state == State.FAILED]
    if failed:
        _tell(failed, now)


def note_refused_mails(*, now: datetime) -> None:
    """Flag the patients whose address refuses an e-mail about signing in."""
    refused = unreported_refusals()
    for user in people_by_id([person for _mail, person in refused if person]):
        _note_refused(user, now)
    note_refusals_reported(mail_ids=[mail for mail, _person in refused], now=now)


def _note_refused(user: "User", now: datetime) -> None:
    patient = own_patient(user)
    if patient is None:
        return
    case = {patient.pk: address_hash(user.email)}
    flag_bounced_mail(patients=case, now=now)
    if user.pk not in pushable([user.pk]):
        flag_unreachable(patients=case, now=now)


def _take_back(reached: Collection[Result], now: datetime) -> None:
    by_mail = [each.notification for each in reached if _is_mailed(each)]
    free_addresses(user_ids=[notification.user_id for notification in by_mail if notification.user_id])
    note_reached(
        patient_ids=[each.notification.patient_id for each in reached if each.notification.patient_id],
        by_mail=[notification.patient_id for notification in by_mail if notification.patient_id],
        now=now,
    )


def _is_mailed(result: Result) -> bool:
    return any(each.channel == Channel.EMAIL and each.outcome == Outcome.SENT for each in result.attempts)


def _tell(failed: Collection[Claimed], now: datetime) -> None:
    """A patient without a device for push and with an address that bounces is out of reach; the address
    identifies the case. Patients who stopped our e-mails themselves are not flagged.
    """
    patients = {each.user_id: each.patient_id for each in failed if each.user_id and each.patient_id}
    bounced = bounced_addresses(list(patients))
    if not bounced:
        return
    flag_bounced_mail(patients={patients[key]: address for key, address in bounced.items()}, now=now)
    pushed = pushable(list(bounced))
    unreached = {patients[key]: address for key, address in bounced.items() if key not in pushed}
    if unreached:
        flag_unreachable(patients=unreached, now=now)
