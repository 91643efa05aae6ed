"""Roles and the answers of the intake."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    """A person's role in a clinic. A patient has no role but an episode of care."""

    THERAPIST = "therapist"
    MANAGER = "manager"


class Sight(StrEnum):
    """Why a person may see a patient's record: it is theirs, they treat or cover, they manage the clinic."""

    SELF = "self"
    TEAM = "team"
    MANAGER = "manager"


class Foot(StrEnum):
    """Which foot is treated."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"


class Answer(StrEnum):
    """An answer of the intake. Not asked yet is null, which is none of these."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


class Fact(StrEnum):
    """A fact of a patient's record whose corrections are kept: who, when, from what, to what."""

    NAME = "name"
    FOOT = "foot"
    CONDITION = "condition"
    DIABETES = "diabetes"
    LOSS_OF_FEELING = "loss_of_feeling"
    PAST_ULCER_OR_AMPUTATION = "past_ulcer_or_amputation"
    POOR_CIRCULATION = "poor_circulation"


class Scope(StrEnum):
    """What an access token may do; `write` includes `read`."""

    READ = "read"
    WRITE = "write"


RISK_QUESTIONS = ("diabetes", "loss_of_feeling", "past_ulcer_or_amputation", "poor_circulation")


@dataclass(frozen=True, slots=True)
class RequestIdentity:
    """What a person is at this moment: their own patient's record, if any, and the roles they work in.

    `withheld` are the roles of a person with a record of their own who has yet to use a second factor: until
    then they are a patient like any other, and nothing of what their work opens is theirs.
    """

    patient_id: UUID | None
    roles: frozenset[Role]
    withheld: frozenset[Role] = frozenset()

    @property
    def works(self) -> bool:
        """Whether the person works in a clinic, withheld or not."""
        return bool(self.roles or self.withheld)

    def as_patient_alone(self) -> "RequestIdentity":
        """The same person with their roles withheld; a person without a patient record keeps them."""
        if self.patient_id is None:
            return self
        return RequestIdentity(self.patient_id, frozenset(), self.roles)


@dataclass(frozen=True, slots=True)
class Grant:
    """What one request may do: the person's standing, narrowed by the scope it came with.

    `second_factor` is true where one was used, or where none is asked of this person; `token_id` is null for
    a browser's session.
    """

    standing: RequestIdentity
    scope: Scope
    second_factor: bool
    token_id: UUID | None = None
