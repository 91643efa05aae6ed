"""A session: the sets of each step, the effort and the pain."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from diary.rules.fields import (
    Problem,
    distinct,
    identifier,
    instant,
    list_of,
    nullable,
    shape,
    text,
    whole,
    word,
)
from diary.rules.pain import check_score

MOST_STEPS = 60
MOST_SETS = 60
MOST_REPS = 10_000
MOST_SECONDS = 86_400
SIDES = ("left", "right", "both", "each")


class Skip(StrEnum):
    """Why a step was skipped."""

    PAIN = "pain"
    FORGOT = "forgot"
    NO_TIME = "no_time"
    ILL = "ill"
    UNSURE = "unsure"
    NOT_HELPING = "not_helping"
    OTHER = "other"


_check_set = shape(
    required={"side": word(SIDES)},
    optional={"reps": nullable(whole(0, MOST_REPS)), "seconds": nullable(whole(0, MOST_SECONDS))},
)
_check_step = shape(
    required={"step_id": identifier, "sets": list_of(_check_set, most=MOST_SETS)},
    optional={"pain": nullable(check_score), "skipped": nullable(word(tuple(Skip)))},
)
_check_shape = shape(
    required={"started_at": instant, "finished_at": instant, "steps": list_of(_check_step, most=MOST_STEPS)},
    optional={
        "assignment_id": nullable(identifier),
        "version": nullable(whole(1, 1_000_000)),
        "pain_before": nullable(check_score),
        "pain_worst": nullable(check_score),
        "pain_after": nullable(check_score),
        "effort": nullable(whole(0, 10)),
        "note": nullable(text),
    },
)


def count_sets(sides: Sequence[str]) -> int:
    """The number of sets by their recorded side: `each` is a left and a right one."""
    return len(sides) + sides.count("each")


def sets_by_foot(sides: Sequence[str]) -> dict[str, int]:
    """How many sets of a step count for the left foot, the right foot, and both at once. A set recorded as
    `both` or `each` counts for either foot.
    """
    with_both = sides.count("both") + sides.count("each")
    return {
        "left": sides.count("left") + with_both,
        "right": sides.count("right") + with_both,
        "both": with_both,
    }


def check_session(told: Any) -> None:
    """Check the `data` of a session, schema 1. Raises Problem with the field.

    A session that ends before it starts comes from a clock that was corrected in between: see
    `ends_before_it_starts`.
    """
    _check_shape(told)
    try:
        distinct(told["steps"], key=lambda step: step["step_id"].lower())
    except Problem as found:
        raise found.inside("steps") from None


def began_at(told: dict[str, Any]) -> datetime:
    """When a valid session began: the day of that instant is the day of the session."""
    return instant(told["started_at"])


def ends_before_it_starts(told: dict[str, Any]) -> bool:
    """Whether the clock of a valid session ran backwards; marked, never refused."""
    return instant(told["finished_at"]) < instant(told["started_at"])
