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

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from accounts.queries.sight import patients_of_ids, patients_seen_by, seen_by_each
from common.addresses import normal_address
from common.clock import local_date
from common.search import NO_MATCH, rank
from diary.queries.tallies import last_entry_at, pain_by_day
from exercises.rules.risk import may_feel_less
from progress.models import Flag
from progress.queries.tallies import counted_days, series_by_moment
from progress.rules.adherence import window_adherence
from progress.rules.attention import Reason, Reasons
from progress.rules.caseload import ATTENTION_FIRST, Ordering, Place, Value, cut
from progress.rules.flagging import TO_KNOW, UNSETTLED, Rule
from progress.rules.trends import (
    WINDOW_DAYS,
    PainChange,
    Series,
    WindowMean,
    leading_moment,
    pain_change,
    window_mean,
)

_REASONS = """
SELECT flag.patient_id, NULL::timestamptz, rule, state, urgency, evidence_on
FROM progress_flag flag
JOIN accounts_episode care ON care.patient_id = flag.patient_id AND care.ended_on IS NULL
  AND care.clinic_id = flag.clinic_id
WHERE flag.patient_id = ANY(%(patients)s) AND state = ANY(%(states)s) AND rule <> ALL(%(to_know)s)
UNION ALL
SELECT patient_id, since, NULL, NULL, NULL, NULL
FROM exercises_warningstate WHERE patient_id = ANY(%(patients)s) AND since IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class Person:
    """Who stands on one line of the caseload; `today` is their own, `clinic_id` the clinic that cares for
    them, `may_feel_less`: diabetes or loss of feeling, answered "yes" or "unsure".
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
    diabetes: str | None
    loss_of_feeling: str | None
    today: date

    @property
    def may_feel_less(self) -> bool:
        """Whether cautions for numb feet concern this patient."""
        return may_feel_less(self)

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
    """One patient of the caseload; what is not known is None, never 0."""

    person: Person
    adherence_7d: Fraction | None
    pain: PainLine | None
    last_entry_at: datetime | None
    reasons: Reasons

    @property
    def rules(self) -> list[Rule]:
        """Why the open flags are up, the most urgent first."""
        return [Rule(each.rule) for each in self.reasons.open]

    @property
    def open_flags(self) -> int:
        """How many open flags are a reason to look."""
        return len(self.reasons.open)

    @property
    def needs_look(self) -> bool:
        """Whether there is an open flag, or the plan rests for a warning sign, whatever was seen or
        settled.
        """
        return self.reasons.needs_look

    @property
    def urgency(self) -> str | None:
        """Of the most urgent reason to look; None where there is none."""
        urgency = self.reasons.urgency
        return urgency.word if urgency else None

    @property
    def seen_flags(self) -> int:
        """How many flags somebody has seen and nobody has settled."""
        return len(self.reasons.seen)

    @property
    def plan_paused_since(self) -> datetime | None:
        """Since when a warning sign rests the whole plan."""
        return self.reasons.paused_since


@dataclass(frozen=True, slots=True)
class Page:
    """Lines in order, and the places beyond which the caseload goes on (None: it does not)."""

    lines: list[Line]
    before: Place | None
    after: Place | None


@dataclass(frozen=True, slots=True)
class CaseloadQuery:
    """What is asked of the caseload: a part of a name or address, only with or only without open flags, an
    order, and the page of up to `limit` (1 to 200) lines after or before a place."""

    ordering: Ordering
    limit: int
    search: str = ""
    flagged: bool | None = None
    after: Place | None = None
    before: Place | None = None


def caseload(user: Any, query: CaseloadQuery, now: datetime) -> Page:
    """The page of `user`'s patients that was wished: those whom `patients_seen_by` lets them see."""
    people = _people(patients_seen_by(user), now)
    if query.search:
        people = {key: person for key, person in people.items() if _is_found(person, query.search)}
    reasons = reasons_to_look(people)
    if query.flagged is not None:
        people = {key: person for key, person in people.items() if reasons[key].needs_look is query.flagged}
    values = _MEASURES[query.ordering.field](people, reasons) if people else {}
    places = {
        query.ordering.place(values.get(key), person.name, str(key)): person for key, person in people.items()
    }
    page = cut(places, query.ordering, query.limit, query.after, query.before)
    return Page(
        lines=_lines([places[place] for place in page.places], reasons),
        before=page.places[0] if page.goes_on_before and page.places else None,
        after=page.places[-1] if page.goes_on_after else None,
    )


def _is_found(person: Person, search: str) -> bool:
    words = (search, normal_address(search))
    return rank(words[0], person.name, person.email) != NO_MATCH or rank(words[1], person.email) != NO_MATCH


def caseloads(user_ids: Collection[UUID], now: datetime) -> dict[UUID, list[Line]]:
    """The whole caseload of each of these people, those first who need attention; who sees nobody is left
    out. As many statements for many as for one.
    """
    seen = seen_by_each(user_ids)
    people = _people(patients_of_ids(set().union(*seen.values())), now) if seen else {}
    lines = sorted(_lines(list(people.values()), reasons_to_look(people)), key=_attention_first)
    return {
        user_id: [line for line in lines if line.person.id in patient_ids]
        for user_id, patient_ids in seen.items()
    }


def _attention_first(line: Line) -> Place:
    return Ordering.named(ATTENTION_FIRST).place(line.reasons.weight, line.person.name, str(line.person.id))


def reasons_to_look(people: People) -> dict[UUID, Reasons]:
    """Why to look at each patient: the flags that their present clinic has not settled, and the plan that a
    warning sign rests. One statement.
    """
    values: dict[str, Any] = {
        "patients": list(people),
        "states": list(map(str, UNSETTLED)),
        "to_know": list(map(str, TO_KNOW)),
    }
    found: dict[UUID, list[Reason]] = {}
    paused: dict[UUID, datetime] = {}
    with connection.cursor() as cursor:
        cursor.execute(_REASONS, values)
        for patient, since, *reason in cursor.fetchall():
            if since:
                paused[patient] = since
            else:
                found.setdefault(patient, []).append(Reason(*reason))
    return {key: Reasons.of(found.get(key, ()), paused.get(key)) for key in people}


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
    unresolved = Flag.objects.filter(
        patient=OuterRef("pk"), clinic=OuterRef("episodes__clinic"), state__in=UNSETTLED
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
        "diabetes",
        "loss_of_feeling",
        "user__time_zone",
    )
    return {row[0]: _person(row, now) for row in rows}


def _person(columns: tuple[Any, ...], now: datetime) -> Person:
    return Person(*(*columns[:-1], local_date(now, columns[-1])))


def _lines(page: list[Person], reasons: Mapping[UUID, Reasons]) -> list[Line]:
    if not page:
        return []
    people = {person.id: person for person in page}
    adherence, pain = _adherence(people), pain_lines(people)
    last = last_entry_at(list(people))
    return [
        Line(person, adherence[key], pain.get(key), last.get(key), reasons[key])
        for key, person in people.items()
    ]


def _adherence(people: People) -> dict[UUID, Fraction | None]:
    tallies = counted_days({key: person.today for key, person in people.items()}, WINDOW_DAYS)
    return {key: window_adherence(days) for key, days in tallies.items()}


def _pain_means(people: People, _reasons: Mapping[UUID, Reasons]) -> dict[UUID, Value]:
    return {key: line.week.mean for key, line in pain_lines(people).items()}


def _pain_changes(people: People, _reasons: Mapping[UUID, Reasons]) -> dict[UUID, Value]:
    return {key: line.change.points for key, line in pain_lines(people).items() if line.change}


_MEASURES: Mapping[str, Callable[[People, Mapping[UUID, Reasons]], Mapping[UUID, Value]]] = {
    "name": lambda people, reasons: {},
    "urgency": lambda people, reasons: {key: reasons[key].weight for key in people},
    "open_flags": lambda people, reasons: {key: len(reasons[key].open) for key in people},
    "adherence_7d": lambda people, reasons: _adherence(people),
    "pain_mean_7d": _pain_means,
    "pain_change": _pain_changes,
    "last_entry_at": lambda people, reasons: last_entry_at(list(people)),
}
