"""The caseload: what a therapist's patients did in the last days, read fresh from bounded windows.

Nothing here looks further back than fourteen local days, except for the last entry, which one index
holds; so the cost does not grow with the history. The number of statements does not grow with the number
of patients.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.queries import patients_of_ids, patients_seen_by, seen_by_each
from common.clock import local_date
from diary.queries.tallies import last_entry_at, pain_by_day
from progress.adherence import window_adherence
from progress.caseload import ATTENTION_FIRST, Ordering, Place, Value, cut
from progress.flagging import TO_KNOW, FlagState, Rule
from progress.models import Flag
from progress.queries.tallies import counted_days, series_by_moment
from progress.trends import (
    WINDOW_DAYS,
    PainChange,
    Series,
    WindowMean,
    leading_moment,
    pain_change,
    window_mean,
)


@dataclass(frozen=True, slots=True)
class Person:
    """Who stands on one line of the caseload; `today` is their own, `clinic_id` the clinic that cares for
    them.
    """

    id: UUID
    name: str
    email: str
    is_active: bool
    condition: str
    clinic_id: UUID
    foot: str | None
    unreachable: bool
    mail_bounced: bool
    today: date

    @property
    def reachable(self) -> bool:
        """Whether there is a way to them: an account in use with an address, and no flag to the contrary."""
        return self.is_active and bool(self.email) and not self.unreachable


People = Mapping[UUID, Person]


@dataclass(frozen=True, slots=True)
class PainLine:
    """The pain of one patient: the one moment that speaks for them, its last seven days, and the change."""

    moment: str
    week: WindowMean
    change: PainChange | None


@dataclass(frozen=True, slots=True)
class Line:
    """One patient of the caseload; what is not known is None, never 0. `rules`: why the open flags are up."""

    person: Person
    adherence_7d: Fraction | None
    pain: PainLine | None
    last_entry_at: datetime | None
    rules: Sequence[Rule]

    @property
    def open_flags(self) -> int:
        """How many reasons to look there are."""
        return len(self.rules)


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
    """The page of `user`'s patients that was wished: those whom `patients_seen_by` lets them see."""
    seen = patients_seen_by(user)
    if wish.search:
        seen = seen.filter(Q(user__name__icontains=wish.search) | Q(user__email__icontains=wish.search))
    people = _people(seen, now)
    if wish.flagged is not None:
        flags = open_rules(people)
        people = {key: person for key, person in people.items() if (key in flags) is wish.flagged}
    values = _MEASURES[wish.ordering.field](people) if people else {}
    places = {
        wish.ordering.place(values.get(key), person.name, str(key)): person for key, person in people.items()
    }
    page = cut(places, wish.ordering, wish.limit, wish.after, wish.before)
    return Page(
        lines=_lines([places[place] for place in page.places]),
        before=page.places[0] if page.goes_on_before and page.places else None,
        after=page.places[-1] if page.goes_on_after else None,
    )


def caseloads(user_ids: Collection[UUID], now: datetime) -> dict[UUID, list[Line]]:
    """The whole caseload of each of these people, those first who need attention; who sees nobody is left
    out. As many statements for many as for one.
    """
    seen = seen_by_each(user_ids)
    people = _people(patients_of_ids(set().union(*seen.values())), now) if seen else {}
    lines = sorted(_lines(list(people.values())), key=_attention_first)
    return {
        user_id: [line for line in lines if line.person.id in patient_ids]
        for user_id, patient_ids in seen.items()
    }


def _attention_first(line: Line) -> Place:
    return Ordering.named(ATTENTION_FIRST).place(line.open_flags, line.person.name, str(line.person.id))


def open_rules(people: People) -> dict[UUID, list[Rule]]:
    """The open reasons to look at each patient that their present clinic has, in the order of `Rule`; who has
    none is left out.
    """
    flags = Flag.objects.filter(patient__in=list(people), state=FlagState.OPEN).exclude(rule__in=TO_KNOW)
    found: dict[UUID, list[Rule]] = {}
    for patient, clinic, rule in flags.order_by().values_list("patient", "clinic", "rule"):
        if people[patient].clinic_id == clinic:
            found.setdefault(patient, []).append(Rule(rule))
    return {patient: sorted(rules, key=list(Rule).index) for patient, rules in found.items()}


def pain_lines(people: People) -> dict[UUID, PainLine]:
    """The pain of each patient on their own `today`; patients without a score in fourteen days are left
    out.
    """
    todays = [person.today for person in people.values()]
    from_on = min(todays) - timedelta(days=2 * WINDOW_DAYS - 1)
    series = series_by_moment(pain_by_day(list(people), from_on, max(todays)))
    lines = {key: _pain_line(moments, people[key].today) for key, moments in series.items()}
    return {key: line for key, line in lines.items() if line}


def _pain_line(moments: Mapping[str, Series], today: date) -> PainLine | None:
    moment = leading_moment(moments, today)
    if moment is None:
        return None
    return PainLine(moment, window_mean(moments[moment], today), pain_change(moments[moment], today))


def _people(seen: QuerySet[Any], now: datetime) -> dict[UUID, Person]:
    in_care = seen.filter(episodes__isnull=False, episodes__ended_on=None)
    unresolved = Flag.objects.filter(patient=OuterRef("pk"), clinic=OuterRef("episodes__clinic")).exclude(
        state=FlagState.RESOLVED
    )
    rows = in_care.values_list(
        "id",
        "user__name",
        "user__email",
        "user__is_active",
        "episodes__condition",
        "episodes__clinic",
        "foot",
        Exists(unresolved.filter(rule=Rule.UNREACHABLE)),
        Exists(unresolved.filter(rule=Rule.MAIL_BOUNCED)),
        "user__time_zone",
    )
    return {row[0]: _person(row, now) for row in rows}


def _person(columns: tuple[Any, ...], now: datetime) -> Person:
    return Person(*(*columns[:-1], local_date(now, columns[-1])))


def _lines(page: list[Person]) -> list[Line]:
    if not page:
        return []
    people = {person.id: person for person in page}
    adherence, pain = _adherence(people), pain_lines(people)
    last, flags = last_entry_at(list(people)), open_rules(people)
    return [
        Line(person, adherence[key], pain.get(key), last.get(key), flags.get(key, ()))
        for key, person in people.items()
    ]


def _adherence(people: People) -> dict[UUID, Fraction | None]:
    tallies = counted_days({key: person.today for key, person in people.items()}, WINDOW_DAYS)
    return {key: window_adherence(days) for key, days in tallies.items()}


def _pain_means(people: People) -> dict[UUID, Value]:
    return {key: line.week.mean for key, line in pain_lines(people).items()}


def _pain_changes(people: People) -> dict[UUID, Value]:
    return {key: line.change.points for key, line in pain_lines(people).items() if line.change}


def _open_flags(people: People) -> dict[UUID, Value]:
    rules = open_rules(people)
    return {key: len(rules.get(key, ())) for key in people}


_MEASURES: Mapping[str, Callable[[People], Mapping[UUID, Value]]] = {
    "name": lambda people: {},
    "open_flags": _open_flags,
    "adherence_7d": _adherence,
    "pain_mean_7d": _pain_means,
    "pain_change": _pain_changes,
    "last_entry_at": lambda people: last_entry_at(list(people)),
}
