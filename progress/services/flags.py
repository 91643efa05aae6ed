"""Actions on a flag: acknowledge, snooze, resolve, hand on, and undo any of these."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.queries import episode_in_care, team_of
from accounts.rules.purpose import Purpose
from accounts.services.records import note_change
from common.clock import local_date
from progress.models import Flag, FlagEvent, ReviewCursor
from progress.queries.flags import patient_to_act_on
from progress.rules.flagging import UNSETTLED, Act, FlagState

LONGEST_SNOOZE = timedelta(days=90)


class FlagIsResolved(Exception):
    """A resolved flag can only be resolved or reopened."""


class FlagIsWithdrawn(Exception):
    """The evidence is gone, and the flag with it."""


class FlagRaisedAnew(Exception):
    """The same rule has a newer unresolved flag."""


class FlagChanged(Exception):
    """There is newer evidence than what was seen: nothing was changed."""


class SnoozeRefused(Exception):
    """A snooze ends on one of the 90 days after the patient's today. `first_on`, `last_on`: those days."""

    def __init__(self, first_on: date, last_on: date) -> None:
        super().__init__(first_on, last_on)
        self.first_on, self.last_on = first_on, last_on


class NotInCareTeam(Exception):
    """A flag can only be assigned to a person who treats the patient."""


def acknowledge_flag(*, flag_id: UUID, user: Any, now: datetime, revision: int | None = None) -> Flag:
    """Acknowledge a flag: `user` has seen it and is its owner from now on. It opens again with new evidence.

    A second call is no error, and keeps the owner. `revision`: of the evidence that was seen; with another
    one nothing is done. Raises UnknownFlag, NotTreating, FlagIsResolved, FlagIsWithdrawn, FlagChanged.
    """

    def act(flag: Flag) -> None:
        if flag.state == FlagState.OPEN:
            _look(flag, user, now)
            _note(flag, Act.ACKNOWLEDGED, user, now)

    return _act(flag_id, user, Purpose.FLAG_SEEN, now, revision, act)


def snooze_flag(
    *, flag_id: UUID, user: Any, until_on: date, now: datetime, revision: int | None = None
) -> Flag:
    """Snooze a flag to `until_on`, the patient's local date on which it opens again: 1 to 90 days from today.

    Until then it counts as acknowledged by `user`; new evidence opens it earlier. Raises as acknowledge_flag,
    and SnoozeRefused.
    """

    def act(flag: Flag) -> None:
        today = local_date(now, flag.patient.user.time_zone)
        first_on, last_on = today + timedelta(days=1), today + LONGEST_SNOOZE
        if not first_on <= until_on <= last_on:
            raise SnoozeRefused(first_on, last_on)
        _look(flag, user, now)
        flag.snoozed_until = until_on
        _note(flag, Act.SNOOZED, user, now, until_on=until_on)

    return _act(flag_id, user, Purpose.FLAG_SNOOZE, now, revision, act)


def resolve_flag(
    *, flag_id: UUID, user: Any, now: datetime, note: str = "", revision: int | None = None
) -> Flag:
    """Resolve a flag with a `note` (up to 1,000 characters): evidence up to now raises it no more.

    Evidence that arrives later does, however old it is. A second call is no error and changes nothing. Raises
    UnknownFlag, NotTreating, FlagIsWithdrawn, FlagChanged.
    """
    with transaction.atomic():
        flag = _locked(flag_id, user, Purpose.FLAG_SETTLED, now)
        if flag.state == FlagState.RESOLVED:
            return flag
        _check(flag, revision)
        flag.state, flag.resolved_at, flag.resolved_by, flag.note = FlagState.RESOLVED, now, user, note
        flag.snoozed_until = None
        _note_how_far(flag, now)
        _note(flag, Act.RESOLVED, user, now, note=note)
        flag.save()
    return flag


def reopen_flag(*, flag_id: UUID, user: Any, now: datetime) -> Flag:
    """Undo that a flag was acknowledged, snoozed or resolved: it is open as before. An open flag is no error.

    Raises UnknownFlag, NotTreating, FlagIsWithdrawn, and FlagRaisedAnew if the rule has a newer one.
    """
    with transaction.atomic():
        flag = _locked(flag_id, user, Purpose.FLAG_REOPENED, now)
        if flag.state == FlagState.WITHDRAWN:
            raise FlagIsWithdrawn
        if flag.state == FlagState.OPEN:
            return flag
        same = Flag.objects.filter(patient=flag.patient_id, clinic=flag.clinic_id, rule=flag.rule)
        if same.filter(state__in=UNSETTLED).exclude(pk=flag.pk).exists():
            raise FlagRaisedAnew
        flag.state, flag.note = FlagState.OPEN, ""
        flag.acknowledged_at = flag.acknowledged_by = flag.resolved_at = flag.resolved_by = None
        flag.snoozed_until = flag.settled_seq = flag.settled_on = None
        _note(flag, Act.REOPENED, user, now)
        flag.save()
    return flag


def assign_flag(*, flag_id: UUID, user: Any, to: UUID, now: datetime) -> Flag:
    """Hand a flag to `to`, who treats the patient. Raises UnknownFlag, NotTreating, FlagIsResolved,
    FlagIsWithdrawn, and NotInCareTeam for anybody else.
    """

    def act(flag: Flag) -> None:
        episode = episode_in_care(flag.patient)
        new = team_of(episode).filter(pk=to).first() if episode else None
        if new is None:
            raise NotInCareTeam
        if flag.owner_id != new.pk:
            flag.owner = new
            _note(flag, Act.ASSIGNED, user, now, to=new)

    return _act(flag_id, user, Purpose.FLAG_ASSIGNED, now, None, act)


def _act(
    flag_id: UUID,
    user: Any,
    purpose: Purpose,
    now: datetime,
    revision: int | None,
    act: Callable[[Flag], None],
) -> Flag:
    with transaction.atomic():
        flag = _locked(flag_id, user, purpose, now)
        if flag.state == FlagState.RESOLVED:
            raise FlagIsResolved
        _check(flag, revision)
        act(flag)
        flag.save()
    return flag


def _locked(flag_id: UUID, user: Any, purpose: Purpose, now: datetime) -> Flag:
    """The flag on which `user` may act, while nobody reviews the patient; in the review's own order of locks:
    the cursor, then the flag. That they do is written down; what is refused after it takes that back.
    """
    patient_id = patient_to_act_on(user, flag_id)
    list(ReviewCursor.objects.select_for_update().filter(patient=patient_id))
    locked = Flag.objects.select_related("patient__user", "owner").select_for_update(of=("self",))
    flag = locked.get(pk=flag_id)
    note_change(
        by=user,
        patient_id=patient_id,
        clinic_id=flag.clinic_id,
        purpose=purpose,
        now=now,
        object_kind="flag",
        object_id=flag.pk,
    )
    return flag


def _check(flag: Flag, revision: int | None) -> None:
    if flag.state == FlagState.WITHDRAWN:
        raise FlagIsWithdrawn
    if revision is not None and revision != flag.revision:
        raise FlagChanged


def _look(flag: Flag, user: Any, now: datetime) -> None:
    flag.state, flag.acknowledged_at = FlagState.ACKNOWLEDGED, now
    flag.acknowledged_by = flag.owner = user
    flag.snoozed_until = None
    _note_how_far(flag, now)


def _note_how_far(flag: Flag, now: datetime) -> None:
    reviewed = ReviewCursor.objects.filter(patient=flag.patient_id).values_list("seq", flat=True)
    flag.settled_seq = max(reviewed.first() or 0, flag.evidence_seq)
    flag.settled_on = local_date(now, flag.patient.user.time_zone)


def _note(flag: Flag, act: Act, by: Any, now: datetime, **more: Any) -> None:
    FlagEvent.objects.create(flag=flag, act=act, by=by, at=now, **more)
