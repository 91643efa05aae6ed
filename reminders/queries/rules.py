"""A patient's rules, and proposals for one without rules."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from exercises.queries.care import risk_of
from exercises.queries.days import planned_sessions
from exercises.rules.risk import may_feel_less
from reminders.models import Reminder
from reminders.rules.proposing import ReminderRequest, proposals

if TYPE_CHECKING:
    from accounts.models import Patient

A_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)


class UnknownReminder(Exception):
    """There is no such rule, or it belongs to somebody else."""


def reminders_of(patient: "Patient") -> QuerySet[Reminder]:
    """The patient's rules, oldest first."""
    return Reminder.objects.filter(patient=patient).order_by("id")


def proposals_for(patient: "Patient", today: date) -> list[ReminderRequest]:
    """Proposals for a patient without rules, from the week of the plan that begins after `today`, because
    today may count as a first day only.
    """
    if reminders_of(patient).exists():
        return []
    days = [day for day in planned_sessions([patient.pk], today + A_DAY, today + A_WEEK) if day.sessions]
    weekdays = sorted({day.on.isoweekday() for day in days})
    times_per_day = max((day.sessions for day in days), default=0)
    return proposals(weekdays, times_per_day, may_feel_less(risk_of(patient)))
