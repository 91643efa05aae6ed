"""Each model declares its personal data, so that export and erasure forget none."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Personal:
    """`holds`: what it says about a person, or "nothing"; `exported` and `erased`: how, in a few words."""

    holds: str
    exported: Literal["with the diary", "with the account", "never: not about the person", "never: a secret"]
    erased: Literal[
        "deleted with the person",
        "kept: not about the person",
        "kept: the clinic's record",
        "kept under a pseudonym: the clinic's record",
    ]


NOTHING = Personal("nothing", "never: not about the person", "kept: not about the person")
