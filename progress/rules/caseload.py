"""The order of the caseload: one line for each patient, those who need attention first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from common.search import folded

Value = int | float | Fraction | datetime | None
Place = tuple[int, float, str, str]

ORDERINGS = ("name", "urgency", "open_flags", "adherence_7d", "pain_mean_7d", "pain_change", "last_entry_at")
ATTENTION_FIRST = "-urgency"


@dataclass(frozen=True)
class Ordering:
    """`field` of ORDERINGS, the highest (or for names the last) first if `falling`."""

    field: str
    falling: bool

    @classmethod
    def named(cls, word: str) -> "Ordering":
        """The ordering of a word such as `name` or `-pain_change`; ValueError for any other word."""
        field = word.removeprefix("-")
        if field not in ORDERINGS:
            raise ValueError(word)
        return cls(field, word.startswith("-"))

    def place(self, value: Value, name: str, patient_id: str) -> Place:
        """The place of a patient: by value, then by name. Patients without a value are last in either
        direction.
        """
        if self.field == "name":
            return (0, 0.0, folded(name), patient_id)
        if value is None:
            return (1, 0.0, folded(name), patient_id)
        number = value.timestamp() if isinstance(value, datetime) else float(value)
        return (0, -number if self.falling else number, folded(name), patient_id)

    @property
    def runs_backwards(self) -> bool:
        """Names reverse as a whole; numbers reverse in their place, so that blanks stay last."""
        return self.field == "name" and self.falling


@dataclass(frozen=True)
class Cut:
    """One page of places, and whether there are more before and after it."""

    places: list[Place]
    goes_on_before: bool
    goes_on_after: bool


def cut(
    places: Iterable[Place],
    ordering: Ordering,
    limit: int,
    after: Place | None = None,
    before: Place | None = None,
) -> Cut:
    """The page of up to `limit` places that follows `after`, or that comes before `before`, or else the
    first.

    Places are compared, not counted: when a patient's numbers change between two pages, nobody else is
    shown twice or left out.
    """
    backwards = ordering.runs_backwards
    line = sorted(places, reverse=backwards)
    page = line
    if after is not None:
        page = [place for place in line if (place < after if backwards else place > after)]
    if before is not None:
        page = [place for place in page if (place > before if backwards else place < before)]
    page = page[-limit:] if before is not None and after is None else page[:limit]
    if not page:
        return Cut([], goes_on_before=after is not None and bool(line), goes_on_after=False)
    return Cut(page, goes_on_before=page[0] != line[0], goes_on_after=page[-1] != line[-1])
