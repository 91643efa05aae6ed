"""The decision whether a reminder is still sent, from the facts at the moment of sending."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from common.zones import ZoneInfo
from notifications.rules.decision import SendDecision
from notifications.rules.notification import Action, Kind, Reason, State
from notifications.rules.staleness import is_late
from reminders.rules.recurrence import QuietHours, instant_of

Order = tuple[datetime, UUID]

MOST_A_DAY = 2  # our judgement, with the literature: more are switched off


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts about a due reminder.

    `person` and `on`: the person and their local date. `person_gone`: the account is closed. `rule_gone`: the
    rule or the person's zone has changed. `answer`: the patient's answer to this kind on that day; snooze: to
    this very one. `told`: entries of this kind on that day; `needed`: how many make this reminder needless.
    `planned`: sessions planned on that day (None if the kind needs none), `held`: because of a hold. `said`:
    reminders sent to them on that day, or in another sender's hands before this one. `newer`: another that
    was due later is due as well, or sent.
    """

    id: UUID
    person: UUID
    on: date
    kind: str
    due_at: datetime
    expires_at: datetime
    zone: str
    quiet: QuietHours
    person_gone: bool = False
    in_care: bool = True
    enabled: bool = True
    rule_gone: bool = False
    moved: bool = False
    answer: str = ""
    told: int = 0
    needed: int = 1
    planned: int | None = None
    held: bool = False
    paused_until: date | None = None
    newer: bool = False
    said: int = 0
    snoozed: bool = False

    @property
    def order(self) -> "Order":
        """The order in which reminders of one person come."""
        return self.due_at, self.id


def judge_together(batch: Sequence[Facts], now: datetime) -> list[SendDecision | None]:
    """Why each of these reminders is not sent at `now`; None for one that is.

    Those of one person are compared with each other, and only with those that are sent themselves: the newest
    of several late ones, and no more than two a day, the earlier ones first.
    """
    alone = [judge(facts, now) for facts in batch]
    latest: dict[UUID, Order] = {}
    for facts, verdict in zip(batch, alone, strict=True):
        if verdict is None:
            latest[facts.person] = max(latest.get(facts.person, facts.order), facts.order)
    said: Counter[tuple[UUID, date]] = Counter()
    verdicts = list(alone)
    for place in sorted(range(len(batch)), key=lambda place: batch[place].order):
        facts = batch[place]
        if alone[place] is None:
            newer = facts.newer or facts.order < latest[facts.person]
            verdicts[place] = judge(
                replace(facts, newer=newer, said=facts.said + said[facts.person, facts.on]), now
            )
            said[facts.person, facts.on] += verdicts[place] is None and not facts.snoozed
    return verdicts


def judge(facts: Facts, now: datetime) -> SendDecision | None:
    """Why a reminder is not sent at `now`; None if it is. The first reason that applies is given."""
    cancelled = _cancelled(facts)
    if cancelled:
        return SendDecision(State.CANCELLED, cancelled)
    skipped = _needless(facts, now) or _untimely(facts, now)
    if skipped:
        return SendDecision(State.SKIPPED, skipped)
    return _hushed(facts, now)


def needed_for(place: int, times: int, planned: int) -> int:
    """How many of the day's `planned` sessions make the reminder at `place` (0, 1, ...) of `times` needless.

    Each of as many reminders as sessions asks for one more; a single reminder asks for all of them, and a
    second one for the same session is not sent once it is done.
    """
    return -(-planned * (place + 1) // times)


def _cancelled(facts: Facts) -> Reason | None:
    if facts.person_gone or facts.rule_gone:
        return Reason.GONE
    if not facts.in_care:
        return Reason.CARE_ENDED
    if not facts.enabled:
        return Reason.DISABLED
    return Reason.MOVED if facts.moved else None


def _needless(facts: Facts, now: datetime) -> Reason | None:
    if now >= facts.expires_at:
        return Reason.EXPIRED
    if facts.answer == Action.SKIP:
        return Reason.SKIPPED_BY_PATIENT
    if facts.answer == Action.SNOOZE:
        return Reason.SNOOZED
    if facts.kind == Kind.EXERCISE and not facts.planned:
        return Reason.ON_HOLD if facts.held else Reason.NOTHING_PLANNED
    if facts.answer == Action.DONE or facts.told >= facts.needed:
        return Reason.DONE
    return None


def _untimely(facts: Facts, now: datetime) -> Reason | None:
    today = now.astimezone(ZoneInfo(facts.zone)).date()
    if facts.paused_until is not None and today < facts.paused_until:
        return Reason.PAUSED
    if facts.newer and is_late(facts.due_at, now):
        return Reason.CATCH_UP
    if facts.said >= MOST_A_DAY and not facts.snoozed:
        return Reason.ENOUGH_TODAY
    return None


def _hushed(facts: Facts, now: datetime) -> SendDecision | None:
    """Quiet hours: wait for their end, unless that is too late."""
    local = now.astimezone(ZoneInfo(facts.zone))
    if not facts.quiet.hold(local.time()):
        return None
    over_on = local.date() if local.time() < facts.quiet.end else local.date() + timedelta(days=1)
    over_at = instant_of(over_on, facts.quiet.end, facts.zone)
    if over_at is None or over_at >= facts.expires_at:
        return SendDecision(State.SKIPPED, Reason.QUIET_HOURS)
    return SendDecision(later=over_at)
