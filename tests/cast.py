"""The standing cast: who they are decides what they may see."""

from dataclasses import dataclass

from accounts.models import Clinic, Patient, User
from accounts.rules.roles import Role
from tests import factories


@dataclass(frozen=True)
class Cast:
    """ana, patient of tess; ben, of another clinic; theo treats neither; mira and olga manage one each."""

    north: Clinic
    south: Clinic
    ana: User
    ben: User
    tess: User
    theo: User
    mira: User
    olga: User
    ana_patient: Patient
    ben_patient: Patient


def assemble() -> Cast:
    """The cast as rows: ana is treated by tess in the north, ben by nobody of this cast in the south."""
    north, south = factories.clinic("North Clinic"), factories.clinic("South Clinic")
    people = {name: factories.user(name.title(), email=f"{name}@example.org") for name in NAMES}
    factories.membership(people["tess"], north, Role.THERAPIST)
    factories.membership(people["theo"], north, Role.THERAPIST)
    factories.membership(people["mira"], north, Role.MANAGER)
    factories.membership(people["olga"], south, Role.MANAGER)
    ana, ben = (factories.patient(user=people[name]) for name in ("ana", "ben"))
    factories.episode(ana, north, people["tess"])
    factories.episode(ben, south)
    return Cast(north=north, south=south, ana_patient=ana, ben_patient=ben, **people)


NAMES = ("ana", "ben", "tess", "theo", "mira", "olga")
