"""The demo's people: synthetic ones only."""

from dataclasses import dataclass

from django.db.models import Prefetch

from accounts.models import Episode, Membership, Patient, User
from common.addresses import normal_address


@dataclass(frozen=True)
class DemoPerson:
    """A synthetic person to sign in as: `role` is patient, therapist or manager."""

    email: str
    name: str
    role: str
    place: str


DEMO_PATIENTS = 6


def demo_people() -> list[DemoPerson]:
    """The synthetic staff, and the first few synthetic patients, each with the clinic's name or none."""
    staff = Membership.objects.filter(ended_at=None, user__synthetic=True, user__is_active=True)
    staff = staff.select_related("user", "clinic").order_by("role", "user_id")
    patients = Patient.objects.filter(user__synthetic=True, user__is_active=True).select_related("user")
    open_care = Episode.objects.filter(ended_on=None).select_related("clinic")
    treated = patients.order_by("user_id").prefetch_related(Prefetch("episodes", open_care, "open_care"))
    return [
        *(DemoPerson(row.user.email, row.user.name, row.role, row.clinic.name) for row in staff),
        *(
            DemoPerson(row.user.email, row.user.name, "patient", _place(row.open_care))
            for row in treated[:DEMO_PATIENTS]
        ),
    ]


def demo_person(email: str) -> User | None:
    """The active synthetic person with that address; never a real one."""
    return User.objects.filter(email=normal_address(email), synthetic=True, is_active=True).first()


def _place(episodes: list[Episode]) -> str:
    clinic = episodes[0].clinic if episodes else None
    return clinic.name if clinic else ""
