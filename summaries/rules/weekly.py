"""What a week's numbers say in words: plain, kind and true, never alarming, never "0" for what is missing.

English as the keys of the catalogues; whoever shows a phrase has it translated.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from functools import cache
from typing import Any

from common.figures import rounded
from common.zones import ZoneInfo
from progress.rules.trends import SCORED_DAYS_NEEDED, matters
from reminders.rules.recurrence import instant_of

LONGEST_GAP = 2  # hours, at Antarctica/Troll
_AROUND = timedelta(hours=LONGEST_GAP + 1)
USUAL_TIME = (1, 7)  # ISO weekday and hour of who did not choose
A_WEEK = timedelta(days=7)
MOST_OF_IT = 0.6  # of what was planned; our judgement
Content = Mapping[str, Any]
_at_hand = cache(
    ZoneInfo
)  # which itself keeps eight zones, and reads the files of all others again each time


def gettext_noop(text: str) -> str:
    """Marks `text` for the catalogues."""
    return text


@dataclass(frozen=True)
class Phrase:
    """A sentence with its values (numbers, dates, further phrases); `many` is its plural for `number`."""

    text: str
    values: Mapping[str, Any] = field(default_factory=dict)
    many: str = ""
    number: int = 1


MOMENTS = {
    "now": Phrase(gettext_noop("pain at the moment")),
    "average_24h": Phrase(gettext_noop("average pain of the day")),
    "worst_24h": Phrase(gettext_noop("worst pain of the day")),
    "first_steps": Phrase(gettext_noop("pain at the first steps")),
    "during": Phrase(gettext_noop("pain during exercise")),
    "after": Phrase(gettext_noop("pain after exercise")),
    "next_morning": Phrase(gettext_noop("pain the next morning")),
}


@dataclass(frozen=True)
class WeeklyOccurrence:
    """A local time of the week at which summaries fall due: ISO weekday (1-7) and hour (0-23) in a zone, and
    the local date on which it fell."""

    zone: str
    day: int
    hour: int
    on: date


def occurrences_at(instant: datetime, zones: list[str]) -> list[WeeklyOccurrence]:
    """Every weekday and hour that begins at `instant` (UTC) in one of the zones.

    An hour that the gap of spring leaves out begins when the gap ends, or before it where the gap ends on the
    next date (America/Nuuk); a doubled one begins once.
    """
    found = []
    for zone in zones:
        local = instant.astimezone(_at_hand(zone))
        for hour in _hours_near(local, instant):
            if instant_of(local.date(), time(hour), zone) == instant:
                found.append(WeeklyOccurrence(zone, local.isoweekday(), hour, local.date()))
    return found


def _hours_near(local: datetime, instant: datetime) -> Sequence[int]:
    """The hours that may begin at `instant`, where the clocks show `local`: while nobody sets the clocks
    around it, a full one at most."""
    zone = local.tzinfo
    offsets = {(instant + by).astimezone(zone).utcoffset() for by in (-_AROUND, _AROUND)}
    if offsets == {local.utcoffset()}:
        return () if local.minute else (local.hour,)
    return range(max(local.hour - LONGEST_GAP, 0), min(local.hour + LONGEST_GAP, 24))


def fell_last(zone: str, day: int, hour: int, by: datetime) -> tuple[date, datetime]:
    """When a weekly time (ISO weekday and hour) last came in a zone up to the instant `by`: the local date
    and the instant (UTC), as in `occurrences_at`."""
    on = by.astimezone(ZoneInfo(zone)).date()
    on -= timedelta(days=(on.isoweekday() - day) % 7)
    while (at := instant_of(on, time(hour), zone)) is None or at > by:
        on -= A_WEEK
    return on, at


def week_before(on: date) -> tuple[date, date]:
    """The Monday and the Sunday of the last full ISO week before the local date `on`: what a summary that is
    due on that date is about, whichever weekday it is (decision 27)."""
    to_on = on - timedelta(days=on.isoweekday())
    return to_on - timedelta(days=6), to_on


def week_name(to_on: date) -> tuple[int, int]:
    """ISO year and week of a summary whose last day is `to_on`."""
    return to_on.isocalendar()[:2]


def sentences(content: Content) -> list[Phrase]:
    """What a patient's week says: sessions, pain, one encouraging and honest sentence, what is next."""
    return [sessions_said(content), pain_said(content["pain"]), encouragement(content), next_said(content)]


def sessions_said(content: Content) -> Phrase:
    """Sessions done of those planned, and those done on other days or outside the plan."""
    told = content["sessions"]
    planned, done, extra = told["planned"], told["done"], told["extra"]
    if not planned:
        return _unplanned(extra, told["held"])
    if not done and extra:
        return _moved(planned, extra)
    if not done:
        return Phrase(
            gettext_noop("One session was planned; none is written down."),
            {"planned": planned},
            gettext_noop("%(planned)s sessions were planned; none is written down."),
            planned,
        )
    values = {"planned": planned, "done": done, "extra": extra}
    if extra:
        return Phrase(gettext_noop("Sessions: %(done)s of %(planned)s planned, and %(extra)s more."), values)
    return Phrase(gettext_noop("Sessions: %(done)s of %(planned)s planned."), values)


def pain_said(pain: Mapping[str, Any] | None) -> Phrase:
    """The mean with its change against the week before, where both have at least 4 scored days.

    A change is named from where it matters (`trends.matters`); less is "about the same".
    """
    if pain is None or not pain["scored_days"]:
        return Phrase(gettext_noop("No pain score is written down for that week."))
    values = {"moment": MOMENTS[pain["moment"]], "mean": float(pain["mean"]), "days": pain["scored_days"]}
    if pain["scored_days"] < SCORED_DAYS_NEEDED:
        return Phrase(
            gettext_noop(
                "Pain: %(mean)s of 10, scored on one day (%(moment)s). One day is too few to compare."
            ),
            values,
            gettext_noop(
                "Pain: %(mean)s of 10 on average, scored on %(days)s days (%(moment)s). Too few to compare."
            ),
            pain["scored_days"],
        )
    change = pain_change(pain)
    if change is None:
        alone = gettext_noop(
            "Pain: %(mean)s of 10 on average (%(moment)s). The week before has too few scores to compare."
        )
        return Phrase(alone, values)
    text = _CHANGES[change] if float(pain["mean_before"]) else _FROM_NOTHING[change]
    return Phrase(text, values | _change_values(pain))


_CHANGES = {
    "better": gettext_noop(
        "Pain: %(mean)s of 10 on average (%(moment)s), down from %(before)s the week before "
        "(%(percent)s %%, %(points)s points). That is a change that counts."
    ),
    "worse": gettext_noop(
        "Pain: %(mean)s of 10 on average (%(moment)s), up from %(before)s the week before "
        "(%(percent)s %%, %(points)s points). "
        "Such weeks happen; if it stays this way, tell the person who treats you."
    ),
    "same": gettext_noop(
        "Pain: %(mean)s of 10 on average (%(moment)s), about the same as the week before (%(before)s)."
    ),
}
# Of a mean of 0 nothing is a share.
_FROM_NOTHING = _CHANGES | {
    "worse": gettext_noop(
        "Pain: %(mean)s of 10 on average (%(moment)s), up from %(before)s the week before "
        "(%(points)s points). "
        "Such weeks happen; if it stays this way, tell the person who treats you."
    ),
}


def pain_change(pain: Mapping[str, Any] | None) -> str | None:
    """`better`, `worse` or `same`; None where the weeks do not compare."""
    if pain is None or min(pain["scored_days"], pain["scored_days_before"]) < SCORED_DAYS_NEEDED:
        return None
    before, points = float(pain["mean_before"]), float(pain["mean"]) - float(pain["mean_before"])
    if not matters(_exactly(points), _exactly(points / before) if before else None):
        return "same"
    return "better" if points < 0 else "worse"


def _exactly(figure: float) -> Fraction:
    """What a figure made of rounded means stands for: two points are not 1.9999999."""
    return Fraction(f"{figure:.4f}")


def _change_values(pain: Mapping[str, Any]) -> dict[str, Any]:
    mean, before = float(pain["mean"]), float(pain["mean_before"])
    percent = rounded(abs(mean - before) / before * 100, 0) if before else 0
    return {"before": before, "points": abs(mean - before), "percent": percent}


def encouragement(content: Content) -> Phrase:
    """One sentence that is encouraging and true of the week."""
    told = content["sessions"]
    planned, done = told["planned"], told["done"]
    if not planned:
        return _encouraged_unplanned(told["extra"], told["held"])
    if done >= planned:
        return Phrase(gettext_noop("All that was planned is done. Well done."))
    if done + told["extra"] >= planned:
        return Phrase(
            gettext_noop("You did as many sessions as were planned, if not each on its day. That counts.")
        )
    if done >= planned * MOST_OF_IT:
        return Phrase(gettext_noop("Most of it is done. Regular matters more than perfect."))
    if done:
        return Phrase(gettext_noop("Every session counts, and you have made a start."))
    if told["extra"]:
        return Phrase(gettext_noop("You found days of your own for it. Every session counts."))
    return Phrase(
        gettext_noop("Some weeks have no room. The next session is a fresh start; a short one counts.")
    )


def next_said(content: Content) -> Phrase:
    """What the plan asks for in the week after."""
    ahead = content["next"]
    if ahead is None:
        return Phrase(gettext_noop("Nothing is planned for the week after."))
    return Phrase(
        gettext_noop("The week after: one session, on %(on)s."),
        {"on": date.fromisoformat(ahead["on"]), "sessions": ahead["sessions"]},
        gettext_noop("The week after: %(sessions)s sessions, the first on %(on)s."),
        ahead["sessions"],
    )


def caseload_said(content: Content) -> list[Phrase]:
    """What a therapist's caseload came to: who needs a look, and who wrote."""
    values = {key: content[key] for key in ("patients", "attention", "told")}
    wrote = Phrase(gettext_noop("Wrote in their diary that week: %(told)s of %(patients)s."), values)
    if not values["attention"]:
        return [Phrase(gettext_noop("None of your patients has an open flag.")), wrote]
    look = Phrase(
        gettext_noop("One of your patients needs a look (%(patients)s in all)."),
        values,
        gettext_noop("%(attention)s of your %(patients)s patients need a look."),
        values["attention"],
    )
    return [look, wrote]


def _encouraged_unplanned(extra: int, held: bool) -> Phrase:
    if extra:
        return Phrase(gettext_noop("What you do of your own accord counts as well."))
    if held:
        return Phrase(gettext_noop("A pause is part of the plan, and it breaks nothing."))
    return Phrase(
        gettext_noop("A week without a plan breaks nothing. What you write down helps all the same.")
    )


def _moved(planned: int, extra: int) -> Phrase:
    """Nothing on the days it was planned for, and yet not nothing."""
    return Phrase(
        gettext_noop("Sessions: %(extra)s done, on other days or outside the plan (one was planned)."),
        {"planned": planned, "extra": extra},
        gettext_noop(
            "Sessions: %(extra)s done, on other days or outside the plan (%(planned)s were planned)."
        ),
        planned,
    )


def _unplanned(extra: int, held: bool) -> Phrase:
    if extra:
        return Phrase(
            gettext_noop("Nothing was planned; one session is written down."),
            {"extra": extra},
            gettext_noop("Nothing was planned; %(extra)s sessions are written down."),
            extra,
        )
    if held:
        return Phrase(gettext_noop("Your plan was on hold that week."))
    return Phrase(gettext_noop("Nothing was planned that week."))
