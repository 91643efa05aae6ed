"""Roles and the answers of the intake, as plain words."""

from enum import StrEnum


class Role(StrEnum):
    """What a person does in a clinic. A patient is not a role of a clinic: that is an episode of care."""

    THERAPIST = "therapist"
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


class Scope(StrEnum):
    """What an access token may do; `write` includes `read`."""

    READ = "read"
    WRITE = "write"


RISK_QUESTIONS = ("diabetes", "loss_of_feeling", "past_ulcer_or_amputation", "poor_circulation")
