"""Trends: how a patient's pain moves against their own baseline.

Scores are the numeric pain rating scale, integers 0 to 10 (LOINC 72514-3; Farrar 2001). Different moments
are different measures: every function here takes the scores of one moment. A score of 0 counts in every
mean; a day without a score is a gap, never a 0.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Protocol

WINDOW_DAYS = 7
SCORED_DAYS_NEEDED = 4
MCID_POINTS = 2
MCID_SHARE = Fraction(30, 100)
NOTICED_POINTS = 1
MOMENTS_BY_PREFERENCE = (
    "average_24h",
    "worst_24h",
    "now",
    "first_steps",
    "next_morning",
    "during",
    "after",
)
"""Which moment speaks for a patient when several have as many scored days: the longest look back first."""


class DayScores(Protocol):
    """The scores of one moment on one local day: their sum, how many, and the highest."""

    @property
    def total(self) -> int: ...
    @property
    def n(self) -> int: ...
    @property
    def highest(self) -> int: ...


@dataclass(frozen=True)
class Scores:
    """Some scores (0 to 10) that belong together: their sum, how many, and the highest."""

    total: int
    n: int
    highest: int


Series = Mapping[date, DayScores]


@dataclass(frozen=True)
class WindowMean:
    """The mean of the days' means over seven days (0 to 10) and how many days had a score."""

    from_on: date
    to_on: date
    mean: Fraction | None
    scored_days: int

    @property
    def is_enough(self) -> bool:
        return self.scored_days >= SCORED_DAYS_NEEDED


@dataclass(frozen=True)
class PainChange:
    """Change of the last seven days against the seven before: in points, and as a share of the baseline.

    `share` is None when the baseline is 0, of which nothing is a share.
    """

    baseline: WindowMean
    recent: WindowMean
    points: Fraction
    share: Fraction | None

    @property
    def is_worse(self) -> bool:
        """Whether it is up by what `matters`: the same rule for a flag as for every word about pain."""
        return self.points > 0 and matters(self.points, self.share)


def matters(points: Fraction, share: Fraction | None) -> bool:
    """Whether a change, up or down, in points and as a share of the baseline, is called one that matters: at
    least 2 points, or 30 % (Farrar 2001, n = 2,724) that are at least 1 point.

    Less than a point is less than the slightest change that people notice (Salaffi 2004, n = 825); of a tiny
    baseline it would be any share.
    """
    size = abs(points)
    is_large = share is not None and abs(share) >= MCID_SHARE
    return size >= MCID_POINTS or (is_large and size >= NOTICED_POINTS)


def window_mean(series: Series, to_on: date) -> WindowMean:
    """The mean of the seven days that end on `to_on`; each scored day weighs the same, however often it
    was scored.
    """
    from_on = to_on - timedelta(days=WINDOW_DAYS - 1)
    days = [scores for on, scores in series.items() if from_on <= on <= to_on]
    totals: Counter[int] = Counter()  # by how often a day was scored: few exact divisions, not one a day
    for scores in days:
        totals[scores.n] += scores.total
    sum_of_means = sum((Fraction(total, n) for n, total in totals.items()), Fraction(0))
    return WindowMean(from_on, to_on, sum_of_means / len(days) if days else None, len(days))


def pain_change(series: Series, today: date) -> PainChange | None:
    """The last seven days (today included) against the patient's own seven before.

    None unless both have at least 4 scored days (our judgement).
    """
    recent = window_mean(series, today)
    baseline = window_mean(series, recent.from_on - timedelta(days=1))
    if not (recent.is_enough and baseline.is_enough) or recent.mean is None or baseline.mean is None:
        return None
    points = recent.mean - baseline.mean
    return PainChange(baseline, recent, points, points / baseline.mean if baseline.mean else None)


def leading_moment(moments: Mapping[str, Series], today: date) -> str | None:
    """The one moment that speaks for the patient: most scored days within the last fourteen, today
    included.

    Equals go by MOMENTS_BY_PREFERENCE. None when nothing was scored. One moment is chosen for both weeks,
    so that a change never compares two measures.
    """
    first = today - timedelta(days=2 * WINDOW_DAYS - 1)
    days = {
        moment: sum(1 for on in series if first <= on <= today)
        for moment, series in moments.items()
        if moment in MOMENTS_BY_PREFERENCE
    }
    scored = [moment for moment in MOMENTS_BY_PREFERENCE if days.get(moment)]
    return max(scored, key=lambda moment: days[moment], default=None)
