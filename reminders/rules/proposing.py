"""Proposed reminders for a patient without any, from their plan."""

from collections.abc import Sequence
from dataclasses import dataclass

from notifications.rules.notification import Channel, Kind

MORNING, EVENING, NIGHT = "08:30", "18:00", "20:00"
EVERY_DAY = (1, 2, 3, 4, 5, 6, 7)


@dataclass(frozen=True)
class ReminderRequest:
    """A requested reminder: local `times` (HH:MM), ISO `days`, `channels` in order of preference."""

    kind: str
    times: Sequence[str]
    days: Sequence[int]
    channels: Sequence[str] = (Channel.PUSH, Channel.EMAIL)
    enabled: bool = True


def proposals(days: Sequence[int], times_per_day: int, may_feel_less: bool) -> list[ReminderRequest]:
    """Reminders for a plan on those ISO `days`, so many `times_per_day`; none for an empty plan.

    At most two a day: numb feet are checked every day (IWGDF 2023), which comes before a second reminder of
    the plan and before the evening's check-in. The times are our judgement, and the patient may change them.
    """
    if not days:
        return []
    daily_look = [ReminderRequest(Kind.FOOT_CHECK, [NIGHT], EVERY_DAY)] if may_feel_less else []
    twice = times_per_day > 1 and not may_feel_less
    plan = ReminderRequest(Kind.EXERCISE, [MORNING, EVENING] if twice else [MORNING], sorted(days))
    check_in = [] if twice or may_feel_less else [ReminderRequest(Kind.PAIN, [NIGHT], EVERY_DAY)]
    return [plan, *daily_look, *check_in]
