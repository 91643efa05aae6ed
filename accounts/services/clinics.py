"""Clinics and who works in them."""

from datetime import datetime

from accounts.models import Clinic, Membership, User
from accounts.roles import Role


def create_clinic(*, name: str, now: datetime, synthetic: bool = False) -> Clinic:
    """Open a clinic."""
    return Clinic.objects.create(name=name, synthetic=synthetic, created_at=now)


def add_member(*, clinic: Clinic, user: User, role: Role, now: datetime) -> bool:
    """Give `user` the `role` in `clinic`; false when they had it already."""
    _row, made = Membership.objects.get_or_create(
        clinic=clinic, user=user, role=role, ended_at=None, defaults={"created_at": now}
    )
    return made


def end_membership(*, clinic: Clinic, user: User, role: Role, now: datetime) -> bool:
    """Take the `role` in `clinic` from `user`: its patients' records close. False when they had none."""
    running = Membership.objects.filter(clinic=clinic, user=user, role=role, ended_at=None)
    return bool(running.update(ended_at=now))
