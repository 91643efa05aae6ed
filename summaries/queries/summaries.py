"""Weekly summaries: who is due, what was sent, and its text."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext, ngettext

from accounts.queries import own_patient
from accounts.queries.reach import PATIENTS_IN_CARE, THERAPISTS_AT_WORK
from accounts.queries.sight import patients_seen_by
from common.figures import rounded
from notifications.rules.notification import Kind
from summaries.models import WeeklySummary
from summaries.queries.present_week import changed_since_sent, present_numbers
from summaries.rules.weekly import USUAL_TIME, Phrase, WeeklyOccurrence, caseload_said, pain_change, sentences

if TYPE_CHECKING:
    from accounts.models import User

# Half of the people `u`: those whose id, the end of which is chance, ends in 1 or in 0. As a boolean, for a
# half is what the planner takes that for, and not for the few that an equation would find.
OF_SHARD = "(get_byte(uuid_send(u.id), 15) & 1)::boolean = %(odd)s"
# Who has settings is found by the index on their weekly time, all others by their zone on a default Monday:
# by a plain list of zones, of which the planner knows how many people live there.
_DUE = """
WITH slot AS MATERIALIZED (
  SELECT * FROM unnest(%(zones)s::text[], %(days)s::int[], %(hours)s::int[], %(ons)s::date[])
    AS s (zone, day, hour, on_date)
), who AS NOT MATERIALIZED (
  {people} AND {shard}
)
SELECT who.user_id, who.person_id, slot.on_date, %(due_at)s::timestamptz AS fell_at FROM slot
JOIN notifications_notificationsettings s
  ON s.zone = slot.zone AND s.weekly_day = slot.day AND s.weekly_hour = slot.hour AND s.weekly_on
JOIN who USING (user_id)
UNION ALL
SELECT who.user_id, who.person_id, %(default_on)s::date, %(due_at)s::timestamptz FROM who
WHERE who.time_zone = ANY(%(default_zones)s::text[])
  AND NOT EXISTS (SELECT FROM notifications_notificationsettings s WHERE s.user_id = who.user_id)
"""
# Whose weekly time has come, with the `values_of` some slots: user_id, person_id (the patient that a patient
# is, else the user), on_date, their local date, and fell_at, the instant.
PATIENTS_DUE = _DUE.format(people=PATIENTS_IN_CARE, shard=OF_SHARD)
_THERAPISTS_DUE = _DUE.format(people=THERAPISTS_AT_WORK, shard=OF_SHARD)


NOTHING_OF_A_PATIENT = {"sessions": None, "pain": None, "next": None}


class UnknownSummary(Exception):
    """There is no such summary, or none of the one who asks."""


class Due(NamedTuple):
    """A therapist whose weekly time fell on this local date of theirs, at this instant."""

    user_id: UUID
    on: date
    fell_at: datetime


def values_of(occurrences: Sequence[WeeklyOccurrence], shard: int, due_at: datetime) -> dict[str, Any]:
    """These occurrences, all at `due_at`, and a shard of the people (1 or 2), as values of the
    statements that ask whose weekly time has come."""
    usual = [occurrence for occurrence in occurrences if (occurrence.day, occurrence.hour) == USUAL_TIME]
    return {
        "zones": [occurrence.zone for occurrence in occurrences],
        "days": [occurrence.day for occurrence in occurrences],
        "hours": [occurrence.hour for occurrence in occurrences],
        "ons": [occurrence.on for occurrence in occurrences],
        "default_zones": [occurrence.zone for occurrence in usual],
        "default_on": usual[0].on if usual else None,  # one instant has one Monday in all zones
        "due_at": due_at,
        "odd": shard == 2,
    }


def therapists_due(occurrences: Sequence[WeeklyOccurrence], shard: int, due_at: datetime) -> list[Due]:
    """The therapists of that shard of the people (1 or 2) whose weekly time is one of these occurrences, all
    of the instant `due_at`.
    """
    with connection.cursor() as cursor:
        cursor.execute(_THERAPISTS_DUE, values_of(occurrences, shard, due_at))
        return [Due(user_id, on, fell_at) for user_id, _person_id, on, fell_at in cursor.fetchall()]


def summaries_of(user: "User") -> QuerySet[WeeklySummary]:
    """All weeks that were summed up for `user`, the latest first."""
    return WeeklySummary.objects.filter(user=user).order_by("-to_on", "kind", "-id")


def summary_of(user: "User", year: int, week: int, kind: str = "") -> WeeklySummary:
    """The one summary of that ISO week which is `user`'s own; of a patient who also treats, the own week
    unless `kind` says digest. The whole week stands before seven days that an earlier version named by it.
    Raises UnknownSummary."""
    own = summaries_of(user).filter(year=year, week=week)
    found = (own.filter(kind=kind) if kind else own.order_by("-kind", "-to_on")).first()
    if found is None:
        raise UnknownSummary
    return found


def kept(ids: Collection[UUID]) -> dict[UUID, WeeklySummary]:
    """The summaries of these ids."""
    return WeeklySummary.objects.in_bulk(list(ids))


def shown(user: "User", summaries: Sequence[WeeklySummary]) -> list[dict[str, Any]]:
    """These summaries of `user` as they may read them, in the language that is active: of a digest only the
    patients whom they may still see, by their present names."""
    names = _names(user, summaries)
    return [_shown_summary(each, names) for each in summaries]


def shown_now(user: "User", summary: WeeklySummary) -> dict[str, Any]:
    """One summary of `user` with the numbers of now, and whether these are others than were sent. A digest is
    shown as it was told: `changed_since_sent` is None."""
    patient = own_patient(user) if summary.kind == Kind.SUMMARY else None
    if patient is None:
        return shown(user, [summary])[0]
    present = present_numbers(summary, patient.pk)
    changed = changed_since_sent(summary, present)
    summary.numbers = present
    return shown(user, [summary])[0] | {"changed_since_sent": changed}


# What a digest of an earlier version did not keep.
_NOT_TOLD_BEFORE = {"rules": [], "plan_paused": False, "may_feel_less": False, "seen_flags": 0}


def _shown_summary(summary: WeeklySummary, names: Mapping[str, str]) -> dict[str, Any]:
    content = summary.content
    columns = {name: getattr(summary, name) for name in ("kind", "year", "week", "made_at")}
    both = {
        **columns,
        "from_on": date.fromisoformat(content["from_on"]),
        "to_on": date.fromisoformat(content["to_on"]),
        "sentences": words_of(summary.kind, content),
        "changed_since_sent": None,
    }
    if summary.kind == Kind.DIGEST:
        lines = [
            {**_NOT_TOLD_BEFORE, **line, "name": names[line["patient_id"]]}
            for line in content["lines"]
            if line["patient_id"] in names
        ]
        return both | {**NOTHING_OF_A_PATIENT, "caseload": {**content, "lines": lines}}
    pain, ahead = content["pain"], content["next"]
    return both | {
        "sessions": content["sessions"],
        "pain": pain and {**pain, "change": pain_change(pain)},
        "next": ahead and {**ahead, "on": date.fromisoformat(ahead["on"])},
        "caseload": None,
    }


def _names(user: "User", summaries: Sequence[WeeklySummary]) -> dict[str, str]:
    digests = [each for each in summaries if each.kind == Kind.DIGEST]
    wanted = {line["patient_id"] for each in digests for line in each.content["lines"]}
    if not wanted:
        return {}
    rows = patients_seen_by(user).filter(pk__in=wanted).values_list("pk", "user__name")
    return {str(key): name for key, name in rows}


def words_of(kind: str, content: dict[str, Any]) -> list[str]:
    """The sentences of a summary, in the language that is active."""
    phrases = sentences(content) if kind == Kind.SUMMARY else caseload_said(content)
    return [said(phrase) for phrase in phrases]


def days_of(content: dict[str, Any]) -> dict[str, str]:
    """The first and the last day of a summary (`from_on`, `to_on`) as words, in the active language."""
    return {name: date_format(date.fromisoformat(content[name]), "l j F") for name in ("from_on", "to_on")}


def said(phrase: Phrase) -> str:
    """A phrase in the language that is active."""
    text = ngettext(phrase.text, phrase.many, phrase.number) if phrase.many else gettext(phrase.text)
    return text % {name: _value(value) for name, value in phrase.values.items()}


def _value(value: Any) -> str:
    if isinstance(value, Phrase):
        return said(value)
    if isinstance(value, date):
        return date_format(value, "l")
    if isinstance(value, float):
        return str(number_format(rounded(value, 1), 1))
    return str(value)
