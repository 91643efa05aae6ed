"""One patient's record as their therapist opens it: one statement, and one for its flags."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import orjson
from django.db import connection

from common.clock import local_date
from exercises.rules import schedule, zones
from progress.queries.flags import FlagLine, flags_of_patient
from progress.queries.told import instant, who
from progress.rules.flagging import UNSETTLED

if TYPE_CHECKING:
    from accounts.services.records import OpenRecord

CHANGES_SHOWN = 50
# Every version and pause of an assignment is told: `exercises.rules.schedule` says what they come to today.
_PRESCRIBED = """
SELECT a.id, json_build_object(
    'id', a.id, 'name', a.name, 'condition', a.condition, 'starts_on', a.starts_on,
    'ends_on', least(a.ends_on, care.ended_on),
    'versions', (SELECT json_agg(json_build_object('version', version, 'valid_from', valid_from, 'days', days,
        'times_per_day', times_per_day, 'note', note))
      FROM exercises_assignmentversion WHERE assignment_id = a.id),
    'pauses', (SELECT coalesce(json_agg(hold), '[]') FROM exercises_pause WHERE assignment_id = a.id)) AS told
FROM exercises_assignment a JOIN accounts_episode care ON care.id = a.episode_id
WHERE a.patient_id = p.id
"""
_RECORD = f"""
SELECT u.time_zone, json_build_object(
  'id', p.id, 'name', u.name, 'email', u.email, 'time_zone', u.time_zone, 'language', u.language,
  'synthetic', u.synthetic, 'foot', p.foot,
  'episode', (
    SELECT json_build_object('id', id, 'condition', condition, 'foot', p.foot,
      'clinic', (SELECT json_build_object('id', id, 'name', name) FROM accounts_clinic WHERE id = clinic_id),
      'started_on', started_on)
    FROM accounts_episode WHERE patient_id = p.id AND ended_on IS NULL),
  'team', (
    SELECT coalesce(json_agg(json_build_object('id', id, 'name', name) ORDER BY name, id), '[]')
    FROM accounts_user WHERE id IN (SELECT user_id FROM accounts_sight WHERE patient_id = p.id AND treats)),
  'risk', json_build_object('diabetes', p.diabetes, 'loss_of_feeling', p.loss_of_feeling,
    'past_ulcer_or_amputation', p.past_ulcer_or_amputation, 'poor_circulation', p.poor_circulation),
  'zones', (
    SELECT json_build_object('green_to', green_to, 'amber_to', amber_to,
      'next_morning_rule', next_morning_rule, 'nerve_rule', nerve_rule)
    FROM exercises_painzones WHERE patient_id = p.id),
  'assignments', (SELECT coalesce(json_agg(told ORDER BY id DESC), '[]') FROM ({_PRESCRIBED}) AS prescribed),
  'changes', (
    SELECT coalesce(json_agg(json_build_object('fact', fact, 'before', before, 'after', after,
      'by', {who("changed_by_id")}, 'at', {instant("changed_at")}) ORDER BY change.id DESC), '[]')
    FROM (SELECT * FROM accounts_recordchange WHERE patient_id = p.id ORDER BY id DESC LIMIT %(changes)s)
      AS change)
)::text
FROM accounts_patient p JOIN accounts_user u ON u.id = p.user_id
WHERE p.id = %(patient)s
"""  # noqa: S608 - our own words only
_ON_ONE_LINE = " ".join(_RECORD.split())  # short enough for the driver to remember how it read it


@dataclass(frozen=True)
class Record:
    """A patient's record: `told` is all that the contract tells of it but the flags, which are unsettled."""

    told: dict[str, Any]
    flags: list[FlagLine]


@dataclass(frozen=True)
class _Version:
    version: int
    valid_from: date
    days: list[int]
    shown: dict[str, Any]


@dataclass(frozen=True)
class _Pause:
    from_on: date
    until_on: date | None


def page_of(record: "OpenRecord", now: datetime) -> Record:
    """What is shown of an opened record, with the flags that who opened it may see. Two statements."""
    with connection.cursor() as cursor:
        cursor.execute(_ON_ONE_LINE, {"patient": record.patient.pk, "changes": CHANGES_SHOWN})
        ((zone, text),) = cursor.fetchall()
    told = orjson.loads(text)
    today = local_date(now, zone)
    told["assignments"] = [_prescribed(each, today) for each in told["assignments"]]
    told["zones"] = told["zones"] or asdict(zones.DEFAULT)
    return Record(told, flags_of_patient(record.actor, record.patient.pk, UNSETTLED))


def _prescribed(told: dict[str, Any], today: date) -> dict[str, Any]:
    """An assignment with its state and the version to show on the patient's date `today`."""
    versions, pauses = told.pop("versions"), told.pop("pauses")
    starts_on, ends_on = date.fromisoformat(told["starts_on"]), _day(told["ends_on"])
    course = schedule.Course(starts_on, ends_on, list(map(_version, versions)), _holds(pauses))
    shown = schedule.current_version(course, today).shown
    return {**told, "state": schedule.state_on(course, today), **shown}


def _version(told: dict[str, Any]) -> _Version:
    valid_from = date.fromisoformat(told.pop("valid_from"))
    return _Version(told["version"], valid_from, told["days"], shown=told)


def _holds(pauses: list[dict[str, Any]]) -> list[_Pause]:
    return [_Pause(date.fromisoformat(each["from_on"]), _day(each["until_on"])) for each in pauses]


def _day(told: str | None) -> date | None:
    return date.fromisoformat(told) if told else None
