"""Pain: the numeric rating scale, its moments, and where and how it hurts.

The scale is 0 (no pain) to 10 (worst pain imaginable), whole numbers (NPRS; LOINC 72514-3; Farrar 2001). An
untouched control is no answer, never 0.
"""

from enum import StrEnum
from typing import Any

from diary.rules.fields import (
    Problem,
    boolean,
    distinct,
    identifier,
    list_of,
    nullable,
    shape,
    text,
    whole,
    word,
    words_of,
)

LOWEST, HIGHEST = 0, 10


class Moment(StrEnum):
    """When a pain score applies. Different moments are different measures and never share a series."""

    NOW = "now"
    AVERAGE_24H = "average_24h"
    WORST_24H = "worst_24h"
    FIRST_STEPS = "first_steps"
    DURING = "during"
    AFTER = "after"
    NEXT_MORNING = "next_morning"


FEET = ("left", "right")
SURFACES = ("sole", "top")
REGIONS = (
    *(f"metatarsal_{number}" for number in range(1, 6)),
    *(f"web_{number}" for number in range(1, 5)),
    *(f"toe_{number}" for number in range(1, 6)),
    "arch",
    "heel",
)
MOST_SITES = len(FEET) * len(SURFACES) * len(REGIONS)  # all places of both feet, each once
QUALITIES = (
    "sharp",
    "burning",
    "aching",
    "shooting",
    "tingling",
    "numb",
    "cold",
    "clicking",
    "swelling",
    "pebble",
)
AGGRAVATORS = ("standing", "walking", "running", "flexing", "tight_shoes", "high_heels", "hard_ground")

check_score = whole(LOWEST, HIGHEST, code="score_out_of_range")

_check_site = shape(
    required={"foot": word(FEET), "surface": word(SURFACES), "region": word(REGIONS)},
    optional={"score": nullable(check_score)},
)
_check_shape = shape(
    required={"score": check_score, "moment": word(tuple(Moment))},
    optional={
        "sites": list_of(_check_site, most=MOST_SITES),
        "qualities": words_of(QUALITIES),
        "aggravators": words_of(AGGRAVATORS),
        "at_rest": nullable(boolean),
        "session_id": nullable(identifier),
        "note": nullable(text),
    },
)


def check_pain(told: Any) -> None:
    """Check the `data` of a pain entry, schema 1. Raises Problem with the field."""
    _check_shape(told)
    try:
        distinct(told.get("sites", []), key=lambda site: (site["foot"], site["surface"], site["region"]))
    except Problem as found:
        raise found.inside("sites") from None
