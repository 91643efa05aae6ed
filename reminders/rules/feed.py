"""The calendar of planned sessions (iCalendar, RFC 5545): neutral titles, stable ids, local times."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event, vDuration

from common.zones import ZoneInfo
from notifications.rules.notification import notification_id
from reminders.rules.recurrence import QuietHours, occurrence
from reminders.rules.zone_rules import zone_rules

LASTS = timedelta(minutes=15)
FETCH_EVERY = timedelta(hours=12)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Planned:
    """The `number`th session (from 1) of the local date `on`; `at` is None for one without a time."""

    on: date
    number: int
    at: datetime | None


@dataclass(frozen=True)
class Words:
    """The translated texts of the calendar: its name, and the title of every session."""

    calendar: str
    session: str


def planned_at(
    sessions: Mapping[date, int], times: Mapping[int, Sequence[time]], zone: str, quiet: QuietHours
) -> list[Planned]:
    """Each session of each date (`sessions`: how many), at the times of the reminders of its ISO weekday
    (`times`); those without a reminder have no time.
    """
    found = []
    for on in sorted(sessions):
        clock = sorted(times.get(on.isoweekday(), ()))
        for place in range(sessions[on]):
            at = occurrence(on, clock[place], zone, quiet) if place < len(clock) else None
            found.append(Planned(on, place + 1, at))
    return found


def calendar(
    planned: Iterable[Planned], *, owner: str, domain: str, zone: str, today: date, words: Words
) -> bytes:
    """The calendar as a file; the same for the same sessions on the same day.

    `owner` distinguishes one person's events from another's; it cannot be read back from their ids.
    """
    made = Calendar()
    made.add("prodid", "-//Footing//Planned sessions//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", words.calendar)
    made.add("name", words.calendar)
    made.add("refresh-interval", FETCH_EVERY, parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", vDuration(FETCH_EVERY).to_ical().decode())
    sessions = list(planned)
    if any(session.at for session in sessions):
        made.add_component(zone_rules(zone, today.year))
    for session in sessions:
        made.add_component(_event(session, owner, domain, zone, today, words))
    return made.to_ical()


def _event(planned: Planned, owner: str, domain: str, zone: str, today: date, words: Words) -> Event:
    event = Event()
    event.add("uid", f"{notification_id(f'calendar:{owner}:{planned.on}:{planned.number}')}@{domain}")
    event.add("dtstamp", datetime.combine(today, time(), UTC))
    event.add("summary", words.session)
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")  # it blocks no appointment
    begin: date | datetime = planned.on
    end: date | datetime = planned.on + ONE_DAY
    if planned.at is not None:
        begin, end = (instant.astimezone(ZoneInfo(zone)) for instant in (planned.at, planned.at + LASTS))
    event.add("dtstart", begin)
    event.add("dtend", end)
    return event
