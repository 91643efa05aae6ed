"""The caseload: what a therapist's patients did in the last days, read fresh from bounded windows.

Nothing here looks further back than fourteen local days, except for the last entry, which one index
holds; so the cost does not grow with the history. The number of statements does not grow with the number
of patients.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from accounts import queries as accounts
from common.clock import local_date
from diary.queries.tallies import last_entry_at, pain_by_day
from progress.adherence import window_adherence
from progress.caseload import Ordering, Place, Value, cut
from progress.flagging import FlagState
from progress.models import Flag
from progress.queries.tallies import counted_days, series_by_moment
from progress.trends import WINDOW_DAYS, PainChange, WindowMean, leading_moment, pain_change, window_mean


@dataclass(frozen=True, slots=True)
class Person:
    """Who stands on one line of the caseload."""

    id: UUID
    name: str
    email: str
    is_active: bool
    time_zone: str
    condition: str
    foot: str | None

    @property
    def reachable(self) -> bool:
        """Whether there is a way to write to them: an e-mail address of an account that is in use."""
        return self.is_active and bool(self.email)


@dataclass(frozen=True, slots=True)
class PainLine:
    """The pain of one patient: the one moment that speaks for them, its last seven days, and the change."""

    moment: str
    week: WindowMean
    change: PainChange | None


@dataclass(frozen=True, slots=True)
class Line:
    """One patient of the caseload; what is not known is None, never 0."""

    person: Person
    adherence_7d: Fraction | None
    pain: PainLine | None
    last_entry_at: datetime | None
    open_flags: int


@dataclass(frozen=True, slots=True)
class Page:
    """Lines in order, and the places beyond which the caseload goes on (None: it does not)."""

    lines: list[Line]
    before: Place | None
    after: Place | None


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked of the caseload: a part of a name or address, only with or only without open flags, an
    order, and the page of up to `limit` (1 to 200) lines after or before a place."""

    ordering: Ordering
    limit: int
    search: str = ""
    flagged: bool | None = None
    after: Place | None = None
    before: Place | None = None


def caseload(user: Any, wish: Wish, now: datetime) -> Page:
    """The page of `user`'s patients (those `accounts.queries.patients_seen_by` lets them see) that was
    wished.
    """
    people = _people(user, wish.search)
    if wish.flagged is not None:
        flags = open_flags(people)
        people = {key: person for key, person in people.items() if bool(flags.get(key)) is wish.flagged}
    todays = {key: local_date(now, person.time_zone) for key, person in people.items()}
    values = _MEASURES[wish.ordering.field](todays) if people else {}
    places = {
        wish.ordering.place(values.get(key), person.name, str(key)): key for key, person in people.items()
    }
    page = cut(places, wish.ordering, wish.limit, wish.after, wish.before)
    shown = {places[place]: todays[places[place]] for place in page.places}
    return Page(
        _lines(people, shown),
        page.places[0] if page.goes_on_before and page.places else None,
        page.places[-1] if page.goes_on_after else None,
    )


def open_flags(patient_ids: Collection[UUID]) -> dict[UUID, int]:
    """How many open flags each patient has; patients without one are left out."""
    flags = Flag.objects.filter(patient__in=list(patient_ids), state=FlagState.OPEN)
    return dict(flags.order_by().values_list("patient").annotate(Count("id")))


def _people(user: Any, search: str) -> dict[UUID, Person]:
    seen = accounts.patients_seen_by(user).filter(episodes__isnull=False, episodes__ended_on=None)
    if search:
        seen = seen.filter(Q(user__name__icontains=search) | Q(user__email__icontains=search))
    return {row[0]: Person(*row) for row in seen.values_list(*_PERSON_COLUMNS)}


_PERSON_COLUMNS = (
    "id",
    "user__name",
    "user__email",
    "user__is_active",
    "user__time_zone",
    "episodes__condition",
    "foot",
)


def _lines(people: Mapping[UUID, Person], shown: Mapping[UUID, date]) -> list[Line]:
    if not shown:
        return []
    adherence, pain = _adherence(shown), pain_lines(shown)
    last, flags = last_entry_at(list(shown)), open_flags(shown)
    return [
        Line(people[key], adherence[key], pain.get(key), last.get(key), flags.get(key, 0)) for key in shown
    ]


def _adherence(todays: Mapping[UUID, date]) -> dict[UUID, Fraction | None]:
    tallies = counted_days(todays, WINDOW_DAYS)
    return {key: window_adherence(days) for key, days in tallies.items()}


def pain_lines(todays: Mapping[UUID, date]) -> dict[UUID, PainLine]:
    """The pain of each patient on their own `today`; patients without a score in fourteen days are left
    out.
    """
    from_on = min(todays.values()) - timedelta(days=2 * WINDOW_DAYS - 1)
    series = series_by_moment(pain_by_day(list(todays), from_on, max(todays.values())))
    lines = {}
    for key, moments in series.items():
        moment = leading_moment(moments, todays[key])
        if moment:
            scores = moments[moment]
            change = pain_change(scores, todays[key])
            lines[key] = PainLine(moment, window_mean(scores, todays[key]), change)
    return lines


def _pain_means(todays: Mapping[UUID, date]) -> dict[UUID, Value]:
    return {key: line.week.mean for key, line in pain_lines(todays).items()}


def _pain_changes(todays: Mapping[UUID, date]) -> dict[UUID, Value]:
    return {key: line.change.points if line.change else None for key, line in pain_lines(todays).items()}


_MEASURES: Mapping[str, Callable[[Mapping[UUID, date]], Mapping[UUID, Value]]] = {
    "name": lambda todays: {},
    "open_flags": lambda todays: dict.fromkeys(todays, 0) | open_flags(todays),
    "adherence_7d": _adherence,
    "pain_mean_7d": _pain_means,
    "pain_change": _pain_changes,
    "last_entry_at": lambda todays: last_entry_at(list(todays)),
}
