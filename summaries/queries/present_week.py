"""A patient's week as the diary has it now, compared with what was sent."""

from uuid import UUID

from notifications.models import Notification
from notifications.rules.notification import FINAL
from progress.queries.weeks import Week, weeks_told
from progress.rules.weeks import WeekNumbers
from summaries.models import WeeklySummary


def present_numbers(summary: WeeklySummary, patient_id: UUID) -> WeekNumbers:
    """What the week of a patient's `summary` comes to by the diary of now; what it said was next stays.

    Nothing is stored: the row stays as it was sent.
    """
    kept = summary.numbers
    nothing = WeekNumbers(kept.to_on, 0, 0, 0, 0, 0, 0, held=False)
    found = weeks_told([Week(patient_id, kept.from_on, kept.to_on)]).get(patient_id, nothing)
    return found._replace(next_on=kept.next_on, next_sessions=kept.next_sessions)


def changed_since_sent(summary: WeeklySummary, present: WeekNumbers) -> bool:
    """Whether `present` differs from what was sent. An e-mail that still waits is read again when it goes
    out, so that nothing differs from it.
    """
    if _comparable(present) == _comparable(summary.numbers):
        return False
    return not Notification.objects.filter(about=summary.pk).exclude(state__in=FINAL).exists()


def _comparable(numbers: WeekNumbers) -> WeekNumbers:
    """With means to six digits, as an earlier version kept them."""
    return numbers._replace(mean=_six(numbers.mean), mean_before=_six(numbers.mean_before))


def _six(mean: float | None) -> float | None:
    return None if mean is None else round(mean, 6)
