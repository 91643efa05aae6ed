"""The intake, and its effect on a plan that runs already."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from accounts.queries import own_patient
from accounts.rules.roles import Answer, Foot
from accounts.services.people import answer_intake
from exercises.queries.care import risk_of
from exercises.services.holds import judge_answers

if TYPE_CHECKING:
    from accounts.models import Patient, User


def take_intake(
    *, user: "User", foot: Foot, risk: dict[str, Answer], sign_up_open: bool, now: datetime
) -> "Patient":
    """Store the intake's answers, and judge the plan of a self-guided patient again.

    Raises accounts' InvitationNeeded for a newcomer where sign-up is not open.
    """
    with transaction.atomic():
        known = own_patient(user)
        before = risk_of(known) if known and known.intake_at else None
        patient = answer_intake(user=user, foot=foot, risk=risk, sign_up_open=sign_up_open, now=now)
        judge_answers(patient=patient, before=before, now=now)
    return patient
