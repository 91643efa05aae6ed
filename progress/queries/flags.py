"""Flags, scoped by the requester: one statement finds a page of them, with everything that is shown
of each.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

import orjson
from django.db import connection

from accounts.queries.sight import asker_of
from progress.queries.told import instant, who

# Urgency first, and of the same the newest: more seconds than lie between any two flags.
_PLACE = "flag.urgency::float8 * 1e11::float8 - extract(epoch FROM flag.raised_at)::float8"
# `which` is of `_WHICH` and `order` of `_ORDERS`; what a page does not show is not put together.
_PAGE = f"""
WITH page AS MATERIALIZED (
  SELECT flag.*, {_PLACE} AS place, sight.treats
  FROM (
    SELECT patient_id, bool_or(treats) AS treats FROM accounts_sight WHERE user_id = %(asker)s
    GROUP BY patient_id
  ) AS sight
  JOIN progress_flag flag USING (patient_id)
  WHERE flag.clinic_id IN (SELECT clinic_id FROM accounts_work WHERE user_id = %(asker)s)
    AND {{which}}
  ORDER BY {{order}} LIMIT %(limit)s OFFSET %(offset)s
)
SELECT place, raised_at, flag.patient_id, treats, rule, gone, json_build_object(
    'id', flag.id,
    'rule', rule,
    'reason', NULL,
    'urgency', urgency,
    'patient', (SELECT json_build_object('id', p.id, 'name', u.name)
      FROM accounts_patient p JOIN accounts_user u ON u.id = p.user_id WHERE p.id = flag.patient_id),
    'state', state,
    'since', {instant("raised_at")},
    'evidence_on', evidence_on,
    'owner', {who("owner_id")},
    'evidence', evidence,
    'revision', revision,
    'acknowledged_at', {instant("acknowledged_at")},
    'acknowledged_by', {who("acknowledged_by_id")},
    'snoozed_until_on', snoozed_until,
    'resolved_at', {instant("resolved_at")},
    'withdrawn_at', {instant("withdrawn_at")},
    'note', note,
    'may_act', treats,
    'history', (
      SELECT coalesce(json_agg(json_build_object(
        'act', act, 'at', {instant("at")}, 'by', {who("by_id")}, 'to', {who("to_id")},
        'until_on', until_on, 'note', event.note) ORDER BY at, event.id), '[]')
      FROM progress_flagevent event WHERE event.flag_id = flag.id)
  )::text
FROM page flag
ORDER BY {{order}}
"""  # noqa: S608 - our own words only
_MOST_URGENT = ("place", "-id")
_ORDERS: Mapping[tuple[str, ...], str] = {
    _MOST_URGENT: "place, flag.id DESC",
    ("-place", "id"): "place DESC, flag.id",
    ("-raised_at", "-id"): "raised_at DESC, flag.id DESC",
    ("raised_at", "id"): "raised_at, flag.id",
}
_WHICH = {
    "states": "flag.state = ANY(%(states)s)",
    "patient": "patient_id = %(patient)s",
    "flag": "flag.id = %(flag)s",
    "place__gt": f"{_PLACE} > %(place__gt)s",
    "place__lt": f"{_PLACE} < %(place__lt)s",
    "raised_at__gt": "raised_at > %(raised_at__gt)s",
    "raised_at__lt": "raised_at < %(raised_at__lt)s",
}


class UnknownFlag(Exception):
    """There is no such flag, or none that the requester may know of."""


class NotTreating(Exception):
    """The requester may see the patient, and does not treat them."""


class FlagLine(NamedTuple):
    """One flag as the requester may see it. `place`: in the order of urgency. `told`: all that the contract
    tells of it, but for its `reason`, which is null, and its `urgency`, which is a number.
    """

    place: float
    raised_at: datetime
    patient_id: UUID
    may_act: bool
    rule: str
    gone: str
    told: dict[str, Any]


@dataclass(frozen=True)
class FlagLines:
    """The flags that the requester's own clinics raised on the patients they may see; the most urgent first,
    and of those the newest. They are read when they are sliced or gone through, each time again.

    `wanted` are the values of conditions of `_WHICH`. With `order_by` and `filter` it is what pagination asks
    of a queryset.
    """

    asker: UUID | None
    wanted: Mapping[str, Any]
    ordering: tuple[str, ...] = _MOST_URGENT

    def order_by(self, *ordering: str) -> "FlagLines":
        """The same by place or raised_at and then by id, in one of the orders of `_ORDERS`."""
        return replace(self, ordering=ordering)

    def filter(self, **bound: str) -> "FlagLines":
        """Those after or before a place (`place__gt`) or an instant in ISO 8601 (`raised_at__lt`), told as
        text. Raises ValueError for what is neither.
        """
        read = {name: float(told) if "place" in name else _aware(told) for name, told in bound.items()}
        return replace(self, wanted={**self.wanted, **read})

    def __getitem__(self, part: slice) -> list[FlagLine]:
        offset = part.start or 0
        return self._read(offset, part.stop - offset)

    def __iter__(self) -> Iterator[FlagLine]:
        return iter(self._read(0, None))

    def _read(self, offset: int, limit: int | None) -> list[FlagLine]:
        values = {"asker": self.asker, "limit": limit, "offset": offset, **self.wanted}
        with connection.cursor() as cursor:
            cursor.execute(_statement(tuple(self.wanted), self.ordering), values)
            return [FlagLine._make((*row[:-1], orjson.loads(row[-1]))) for row in cursor.fetchall()]


def flags_seen_by(user: Any, state: str | None = None, patient: UUID | None = None) -> FlagLines:
    """The flags that `user` may see, in one state or in every, on one patient or on all."""
    wanted = {"states": [state] if state else None, "patient": patient}
    return FlagLines(asker_of(user), {name: value for name, value in wanted.items() if value})


def flags_of_patient(user: Any, patient: UUID, states: Collection[str]) -> list[FlagLine]:
    """The flags of one patient, in these states, that `user` may see."""
    return list(FlagLines(asker_of(user), {"states": list(states), "patient": patient}))


def flag_seen_by(user: Any, flag_id: UUID) -> FlagLine:
    """The one flag of that id which `user` may see. Raises UnknownFlag."""
    found = list(FlagLines(asker_of(user), {"flag": flag_id}))
    if not found:
        raise UnknownFlag
    return found[0]


def patient_to_act_on(user: Any, flag_id: UUID) -> UUID:
    """Whose flag it is, where `user` treats the patient or covers for who does, and so may act on it.

    Raises UnknownFlag, and NotTreating for a manager who only sees the patient.
    """
    found = flag_seen_by(user, flag_id)
    if not found.may_act:
        raise NotTreating
    return found.patient_id


@cache
def _statement(wanted: tuple[str, ...], ordering: tuple[str, ...]) -> str:
    """On one line it is short enough for the driver to remember how it read it (4,096 characters)."""
    which = " AND ".join(_WHICH[name] for name in wanted) or "true"
    return " ".join(_PAGE.format(which=which, order=_ORDERS[ordering]).split())


def _aware(told: str) -> datetime:
    at = datetime.fromisoformat(told)
    if at.tzinfo is None:
        raise ValueError(told)
    return at
