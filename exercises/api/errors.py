"""How a refusal of the domain is said: its code, its status, and the field where one is at fault."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.exceptions import NotFound

from accounts.queries import UnknownPatient
from accounts.services.care import AlreadyInCare
from common.problems import Refused
from exercises.queries.assignments import UnknownAssignment
from exercises.queries.care import ClinicDecides, NoCare
from exercises.queries.library import LibraryRecord, UnknownRecord
from exercises.services.assignments import (
    AssignmentEnded,
    DateRefused,
    TooMany,
    UnknownVersion,
    VersionInForce,
)
from exercises.services.holds import AlreadyHeld, NotHeld, ProfessionalMustLook
from exercises.services.starter import IntakeMissing, TherapistMustRelease
from exercises.services.steps import UnknownExercises

_UNKNOWN = (UnknownPatient, UnknownAssignment, UnknownRecord, UnknownVersion)
_SAID: dict[type[Exception], tuple[str, int, Any]] = {
    ClinicDecides: (
        "clinic_decides",
        403,
        gettext_lazy(
            "Your therapist decides about your plan. Nothing was changed; tell them what you would like."
        ),
    ),
    NoCare: (
        "no_care",
        409,
        gettext_lazy("There is no open episode of care to prescribe in. Nothing was changed."),
    ),
    LibraryRecord: (
        "library_read_only",
        403,
        gettext_lazy(
            "This belongs to the library, which stays as it is. Make one of your clinic's own instead."
        ),
    ),
    AssignmentEnded: (
        "assignment_ended",
        409,
        gettext_lazy("This assignment has ended. Nothing was changed; make a new one instead."),
    ),
    VersionInForce: (
        "version_in_force",
        409,
        gettext_lazy(
            "Only a version that is still to come can be taken back. Nothing was changed; "
            "make a new version from today on, or end the assignment."
        ),
    ),
    AlreadyHeld: (
        "already_held",
        409,
        gettext_lazy("Some of these days are held already. Nothing was changed; resume first."),
    ),
    NotHeld: ("not_held", 409, gettext_lazy("This is not on hold. Nothing was changed.")),
    TherapistMustRelease: (
        "therapist_must_release",
        409,
        gettext_lazy(
            "Your answers mean that a therapist must look at your feet before you exercise. "
            "Nothing was started; please see one."
        ),
    ),
    IntakeMissing: (
        "intake_missing",
        409,
        gettext_lazy("Answer the questions about your feet first. Nothing was started."),
    ),
    AlreadyInCare: (
        "clinic_decides",
        409,
        gettext_lazy("A clinic treats you, and your therapist decides about your plan. Nothing was changed."),
    ),
}


_FULL = {
    "running": gettext_lazy(
        "A patient can have %(most)d assignments at a time. Nothing was changed; end one first."
    ),
    "ever": gettext_lazy("A patient can have %(most)d assignments in all. Nothing was changed."),
    "versions": gettext_lazy(
        "An assignment can have %(most)d versions. Nothing was changed; end it and make a new one."
    ),
    "holds": gettext_lazy(
        "An assignment can have %(most)d holds. Nothing was changed; end it and make a new one."
    ),
}


@contextmanager
def refusals() -> Iterator[None]:
    """Turns what the domain refuses into the problem answered; a stranger's record is simply not there."""
    try:
        yield
    except _UNKNOWN as unknown:
        raise NotFound from unknown
    except DateRefused as refused:
        raise Refused("date_refused", _said_of(refused), {refused.field: [_said_of(refused)]}) from refused
    except UnknownExercises as unknown:
        text = _("There is no such exercise to prescribe.")
        raise refused_fields({f"steps.{place}.exercise": text for place in unknown.places}) from unknown
    except TooMany as full:
        raise Refused("too_many", str(_FULL[full.what]) % {"most": full.most}, status=409) from full
    except ProfessionalMustLook as refused:
        text = _(
            "Your plan rests because of a warning sign. Let a professional look at your foot first, "
            "then say here that they did."
        )
        raise refused_fields({"professional_looked": text}) from refused
    except tuple(_SAID) as refused:
        code, status, text = _SAID[type(refused)]
        raise Refused(code, str(text), status=status) from refused


def refused_fields(messages: dict[str, str]) -> Refused:
    """A refusal that names the fields at fault."""
    detail = _("Some fields are not right. Nothing was changed.")
    return Refused("invalid", detail, {name: [text] for name, text in messages.items()})


def _said_of(refused: DateRefused) -> str:
    earliest, latest = (on and date_format(on, "DATE_FORMAT") for on in (refused.earliest, refused.latest))
    if latest:
        return _("Give a date from %(earliest)s to %(latest)s.") % {"earliest": earliest, "latest": latest}
    return _("Give %(earliest)s or a later date.") % {"earliest": earliest}
