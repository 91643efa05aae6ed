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


def find() -> Cast:
    """The cast whose rows are there already."""
    places = {place.name: place for place in Clinic.objects.all()}
    people = {person.name.lower(): person for person in User.objects.all()}
    patients = {ill.user_id: ill for ill in Patient.objects.all()}
    for ill in patients.values():
        ill.user = next(person for person in people.values() if person.pk == ill.user_id)
    return Cast(
        north=places["North Clinic"],
        south=places["South Clinic"],
        ana_patient=patients[people["ana"].pk],
        ben_patient=patients[people["ben"].pk],
        **people,
    )


NAMES = ("ana", "ben", "tess", "theo", "mira", "olga")
