"""The series that an entry belongs to, as a number: what is one measure, and never mixed with another.

The numbers are kept in the database: a new one may be added, none changed.
"""

from collections.abc import Mapping

from diary.rules.pain import Moment

SESSION = 0
"""A session of which at least one set was told: one that is done."""
SESSION_WITHOUT_SETS = 8
"""A session of which everything was skipped: told, and not done."""
OF_MOMENT: Mapping[str, int] = {
    Moment.AFTER: 1,
    Moment.AVERAGE_24H: 2,
    Moment.DURING: 3,
    Moment.FIRST_STEPS: 4,
    Moment.NEXT_MORNING: 5,
    Moment.NOW: 6,
    Moment.WORST_24H: 7,
}
"""The pain scores of one moment."""
MOMENT_OF: Mapping[int, str] = {number: str(moment) for moment, number in OF_MOMENT.items()}
FOOT_CHECK = 20
