"""A patient who is reminded: her rules, and the clock on her wall."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from accounts.models import Patient, User
from accounts.services.people import change_profile
from common.zones import ZoneInfo
from notifications.models import Notification
from notifications.rules.notification import Action
from reminders.models import Reminder
from reminders.rules.proposing import EVERY_DAY, ReminderRequest
from reminders.services import rules
from reminders.services.actions import Answer, answer_reminder
from reminders.services.planning import plan
from reminders.services.settings import change_settings, follow_travellers
from tests.progress.weeks import Weeks
from tests.reminders.sending import send_notices


@dataclass
class Ana:
    """Times are hers: HH:MM on her wall, `day` counted from the day of her weeks' end."""

    user: User
    patient: Patient
    weeks: Weeks
    today: date = field(init=False)

    def __post_init__(self) -> None:
        self.today = self.weeks.today

    def at(self, clock: str, day: int = 0) -> datetime:
        on = self.today + timedelta(days=day)
        return datetime.combine(on, time.fromisoformat(clock), ZoneInfo(self.user.time_zone))

    def wants(
        self, *times: str, kind: str = "exercise", now: datetime | None = None, **more: Any
    ) -> Reminder:
        wanted = ReminderRequest(kind, times, more.pop("days", EVERY_DAY), **{"channels": ["email"], **more})
        return rules.create_reminder(
            user=self.user, patient=self.patient, wanted=wanted, now=now or self.weeks.now
        )

    def changes(self, reminder: Reminder, now: datetime | None = None, **columns: Any) -> Reminder:
        return rules.change_reminder(
            user=self.user,
            patient=self.patient,
            reminder_id=reminder.pk,
            changes=columns,
            now=now or self.weeks.now,
        )

    def deletes(self, reminder: Reminder, now: datetime | None = None) -> None:
        rules.delete_reminder(
            user=self.user, patient=self.patient, reminder_id=reminder.pk, now=now or self.weeks.now
        )

    def sets(self, now: datetime | None = None, **columns: Any) -> None:
        change_settings(user=self.user, changes=columns, now=now or self.weeks.now)

    def answers(self, notification: Notification, action: str, now: datetime, **more: Any) -> Notification:
        return answer_reminder(
            user=self.user, wanted=notification.pk, answer=Answer(Action(action), **more), now=now
        )

    def flies_to(self, zone: str, now: datetime) -> None:
        change_profile(user=self.user, changes={"time_zone": zone}, now=now)
        follow_travellers(now=now)

    def planned(self, state: str = "waiting") -> list[tuple[date, str]]:
        """The local dates and times at which she is to be reminded, by her present wall."""
        rows = Notification.objects.filter(user=self.user, state=state).order_by("due_at")
        zone = ZoneInfo(self.user.time_zone)
        return [(row.local_on, f"{row.due_at.astimezone(zone):%H:%M}") for row in rows if row.local_on]

    def ledger(self) -> list[tuple[str, str]]:
        """State and reason of every notification, by when it was due."""
        return list(
            Notification.objects.filter(user=self.user).order_by("due_at").values_list("state", "reason")
        )


def tick(now: datetime) -> None:
    """What the beat does at `now`: plan, then send."""
    follow_travellers(now=now)
    plan(now=now)
    send_notices(now=now)
