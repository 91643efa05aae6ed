"""The one way into a patient's record: it asks whether the person may, and writes down that they did."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, Literal
from uuid import UUID

from django.db import connection
from django.db.models import Model
from django.db.transaction import TransactionManagementError

from accounts.models import Clinic, Episode, Patient, User
from accounts.queries import UnknownPatient
from accounts.queries.sight import asker_of
from accounts.rules.purpose import Purpose
from accounts.rules.roles import Sight
from audit.rules.event import Event, Verb
from audit.services import append
from common.ids import new_id


@dataclass(frozen=True, slots=True)
class OpenRecord:
    """The record of `patient`, which `actor` may see, opened for `purpose`; every query about one patient
    takes it.

    `patient` comes with its user, `episode` is the open one with its clinic, or None. `sight` is why `actor`
    may see it.
    """

    actor: User
    patient: Patient
    episode: Episode | None
    purpose: Purpose
    sight: Sight

    @property
    def clinic_id(self) -> UUID | None:
        """The clinic in whose care the patient is; None for a patient alone."""
        return self.episode.clinic_id if self.episode else None


_MODELS: tuple[type[Model], ...] = (Patient, User, Episode, Clinic)
_FIELDS = {model: model._meta.concrete_fields for model in _MODELS}
_COLUMNS = ", ".join(
    f'{model._meta.db_table}."{field.column}"' for model, fields in _FIELDS.items() for field in fields
)
# Names of our own tables and columns only; every value is a parameter. What is seen, what is written down and
# the variables for row-level security are one statement, so that none is without the others.
_OPEN = f"""
SELECT {_COLUMNS}, sight.treats,
  CASE WHEN %(noted)s AND accounts_user.id <> %(actor)s THEN audit_append(
    %(id)s, %(now)s, 'open', %(purpose)s, %(actor)s, accounts_patient.id, accounts_episode.clinic_id) END,
  set_config('footing.actor', %(actor)s::text, true),
  set_config('footing.patient', accounts_patient.id::text, true),
  set_config('footing.purpose', %(purpose)s, true)
FROM accounts_patient
JOIN accounts_user ON accounts_user.id = accounts_patient.user_id
LEFT JOIN accounts_episode
  ON accounts_episode.patient_id = accounts_patient.id AND accounts_episode.ended_on IS NULL
LEFT JOIN accounts_clinic ON accounts_clinic.id = accounts_episode.clinic_id
LEFT JOIN LATERAL (
  SELECT bool_or(treats) AS treats FROM accounts_sight
  WHERE user_id = %(asker)s AND patient_id = accounts_patient.id
) AS sight ON true
WHERE """  # noqa: S608
_BY_ID = (
    _OPEN + "accounts_patient.id = %(patient)s AND (sight.treats IS NOT NULL OR accounts_user.id = %(actor)s)"
)
_OWN = _OPEN + "accounts_user.id = %(actor)s"


def open(*, actor: User, patient_id: UUID | Literal["me"], purpose: Purpose, now: datetime) -> OpenRecord:
    """Open the record of one patient (`me`: one's own) for `actor`, in one statement.

    Access follows the view `accounts_sight`. The look becomes a row of the audit trail, one for each request;
    for a purpose that changes something, the service which changes it writes the row. To look at one's own
    record is no disclosure and is not written down. The variables `footing.actor`, `footing.patient` and
    `footing.purpose` hold until the end of the transaction, in which this must be called.

    Raises UnknownPatient for a stranger's id as for one that does not exist, so that the two look alike.
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError("A record is opened in the transaction that reads it.")
    values = {
        "actor": actor.pk,
        "asker": asker_of(actor),
        "patient": patient_id,
        "purpose": purpose,
        "noted": not purpose.changes,
        "now": now,
        "id": new_id(),
    }
    with connection.cursor() as cursor:
        cursor.execute(_OWN if patient_id == "me" else _BY_ID, values)
        row = cursor.fetchone()
    if row is None:
        raise UnknownPatient
    return _opened(row, actor, purpose)


def note_change(
    *,
    by: User | None,
    patient_id: UUID | None,
    clinic_id: UUID | None,
    purpose: Purpose,
    now: datetime,
    object_kind: str = "",
    object_id: UUID | None = None,
) -> None:
    """Write down that `by` (None: the program) changed something of that patient or clinic.

    `object_kind` (up to 40 characters) and `object_id` say what. To be called in the transaction of the
    change, so that neither is without the other.
    """
    append(
        Event(
            verb=Verb.CHANGE,
            purpose=purpose,
            actor=by.pk if by else None,
            patient=patient_id,
            clinic=clinic_id,
            object_kind=object_kind,
            object_id=object_id,
        ),
        now=now,
    )


def note_list(*, actor: User, patient_ids: Sequence[UUID], purpose: Purpose, now: datetime) -> None:
    """Write down that `actor` was shown these patients together, in this order: one row. A list without
    anybody else on it tells of nobody, and leaves none.
    """
    listed = list(dict.fromkeys(patient_ids))
    if listed:
        append(Event(verb=Verb.LIST, purpose=purpose, actor=actor.pk, listed=listed), now=now)


def note_export(*, actor: User, patient_id: UUID | None, purpose: Purpose, now: datetime) -> None:
    """Write down that `actor` took along the whole of their own record or account."""
    append(Event(verb=Verb.EXPORT, purpose=purpose, actor=actor.pk, patient=patient_id), now=now)


def _opened(row: tuple[Any, ...], actor: User, purpose: Purpose) -> OpenRecord:
    values = iter(row)
    patient, user, episode, clinic = (_made(model, values) for model in _FIELDS)
    patient.user = user
    if episode is not None:
        episode.patient, episode.clinic = patient, clinic
    return OpenRecord(actor, patient, episode, purpose, _sight(user, actor, treats=next(values)))


def _made(model: type[Model], values: Iterator[Any]) -> Any:
    """The row of `model` that comes next in `values`; None where the join found none."""
    fields = _FIELDS[model]
    row = dict(zip([field.attname for field in fields], islice(values, len(fields)), strict=True))
    return None if row["id"] is None else model.from_db(connection.alias, list(row), list(row.values()))


def _sight(user: User, actor: User, *, treats: bool | None) -> Sight:
    if user.pk == actor.pk:
        return Sight.SELF
    return Sight.TEAM if treats else Sight.MANAGER
