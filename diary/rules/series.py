"""The series of an entry, as a number: one measure, never mixed with another.

The numbers are stored in the database: new ones may be added, none changed.
"""

from collections.abc import Mapping

from diary.rules.pain import Moment

SESSION = 0
"""A session with at least one set: it is done."""
SESSION_WITHOUT_SETS = 8
"""A session in which everything was skipped: recorded, but not done."""
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
