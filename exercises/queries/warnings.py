"""The warning sign's hold of a patient's whole plan."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from exercises.models import WarningHold
from exercises.rules.dosage import HoldReason

if TYPE_CHECKING:
    from accounts.models import Patient


@dataclass(frozen=True)
class Warned:
    """A hold of the whole plan, in the form of an assignment's hold: both ends are held."""

    from_on: date
    until_on: date | None
    reason: str = HoldReason.WARNING_SIGN
    note: str = ""


@dataclass(frozen=True)
class WarningState:
    """`since`: when the open hold was placed, and `from_on` its first held day, null without one;
    `lifted_at`: when the last hold was lifted, null if none ever was.
    """

    since: datetime | None
    from_on: date | None
    lifted_at: datetime | None


def warnings_over(patient: "Patient") -> list[Warned]:
    """Every hold of the whole plan that ever covered a day, oldest first."""
    rows = WarningHold.objects.filter(patient=patient).order_by("from_on", "id")
    dates = rows.values_list("from_on", "until_on")
    return [Warned(first, last) for first, last in dates if last is None or last >= first]


def warning_state_of(patient: "Patient") -> WarningState:
    """Whether a warning sign rests the patient's plan now, and when one was last lifted."""
    rows = list(WarningHold.objects.filter(patient=patient))
    standing = next((row for row in rows if row.until_on is None), None)
    return WarningState(
        since=standing.placed_at if standing else None,
        from_on=standing.from_on if standing else None,
        lifted_at=max((row.lifted_at for row in rows if row.lifted_at), default=None),
    )
