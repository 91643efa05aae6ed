"""The entries of a demo patient, day by day: always the same for the same patient and day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random

from common.zones import ZoneInfo
from tracker.demo.writer import EntryWriter, Patient, SentChange

DAYS = 84


@dataclass(frozen=True)
class Flare:
    """More pain by some points for some days; the plan rests for the first seven."""

    from_day: int
    days: int
    points: float


@dataclass(frozen=True)
class Skips:
    """An exercise skipped for a reason from some days before the end of the twelfth week."""

    exercise: str
    reason: str
    before_end: int


@dataclass(frozen=True)
class Scenario:
    """The course of a patient over twelve weeks, and after them as in the last.

    Pain runs from `pain_from` to `pain_to` (0-10); `keeps`, `writes` and `late` are shares (0-1): of planned
    sessions done, of evenings with a pain entry, of days entered late. From the day `more_from` the therapist
    prescribes more.
    """

    pain_from: float
    pain_to: float
    keeps: float
    writes: float = 0.8
    flare: Flare | None = None
    late: float = 0.04
    more_from: int | None = None
    silent_before_end: int | None = None
    checks_feet: bool = False
    blister_before_end: int | None = None
    tingles: bool = False
    skips: Skips | None = None


def diary(patient: Patient, from_day: int, now: datetime) -> Iterator[SentChange]:
    """All changes from a day of the scenario up to `now`, in order."""
    today = (now.astimezone(ZoneInfo(patient.zone)).date() - patient.started_on).days
    for day in range(max(from_day, 0), today + 1):
        for sent in _day(patient, day):
            if sent.at <= now:
                yield sent


def _day(patient: Patient, day: int) -> Iterator[SentChange]:
    scenario, on = patient.scenario, patient.started_on + timedelta(days=day)
    if scenario.silent_before_end is not None and day >= DAYS - scenario.silent_before_end:
        return
    chance = Random(f"{patient.key}/{day}")  # noqa: S311 - a scenario, not a secret
    level = _level(scenario, day) + chance.gauss(0, 0.5)
    sent_on = on + timedelta(days=chance.randint(3, 5)) if chance.random() < scenario.late else on
    writer = EntryWriter(patient, on, sent_on, chance)
    if scenario.checks_feet and chance.random() < 0.92:
        yield writer.foot_check("blister" if _blisters(scenario, day) else "none")
    if _exercised(patient, day - 1) and chance.random() < 0.45:
        yield writer.pain(
            "next_morning", level - 0.6, time(7, 30), tingling=scenario.tingles and day >= DAYS - 4
        )
    if _exercised(patient, day):
        yield writer.session(patient.plan[on], level, _skipped(scenario, day))
    if chance.random() < scenario.writes:
        yield writer.pain("average_24h", level, time(20, 30), tingling=scenario.tingles)


def _level(scenario: Scenario, day: int) -> float:
    share = min(day / DAYS, 1)
    level = scenario.pain_from + (scenario.pain_to - scenario.pain_from) * share
    flare = scenario.flare
    if flare and flare.from_day <= day < flare.from_day + flare.days:
        level += flare.points
    return level


def _exercised(patient: Patient, day: int) -> bool:
    """Whether the planned session of that day was done, independent of other days."""
    planned = patient.started_on + timedelta(days=day) in patient.plan
    return planned and Random(f"{patient.key}/{day}/session").random() < patient.scenario.keeps  # noqa: S311


def _blisters(scenario: Scenario, day: int) -> bool:
    return scenario.blister_before_end is not None and day == DAYS - scenario.blister_before_end


def _skipped(scenario: Scenario, day: int) -> dict[str, str]:
    """The exercises skipped that day, with the reason."""
    skips = scenario.skips
    return {skips.exercise: skips.reason} if skips and day >= DAYS - skips.before_end else {}
