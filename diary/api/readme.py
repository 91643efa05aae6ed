"""README.txt of an exported diary: the content of each file and each column."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from diary.rules.export import PAIN_COLUMNS, SESSION_COLUMNS

ABOUT = _(
    "This is your diary as Footing keeps it, in your own words, without what you deleted.\n"
    "\n"
    "diary.json: everything, foot checks included, in the form that programs read.\n"
    "An empty cell is a question that was not answered; it never means 0.\n"
    "A text that starts like a formula has an apostrophe before it, so that no spreadsheet runs it."
)
PAIN_LINES = _("one line for each pain entry")
SESSION_LINES = _(
    "one line for each set that was done, and one for a step without sets; a session's note stands in its "
    "first line"
)
MEANINGS: dict[str, str | Promise] = {
    "local_date": _("the day it happened, where you were"),
    "recorded_at": _("when it happened, with the offset from UTC"),
    "time_zone": _("the time zone you were in"),
    "received_at": _("when this version reached the server (UTC)"),
    "late": _("True when it was told later than the day after"),
    "skewed": _("True when the clock of the phone was wrong"),
    "moment": _("what the score is about; scores of different moments are different measures"),
    "score": _("pain from 0 (no pain) to 10 (worst pain imaginable)"),
    "qualities": _("how it feels"),
    "aggravators": _("what makes it worse"),
    "at_rest": _("True when it also hurts at rest"),
    "session_id": _("the session it belongs to"),
    "note": _("your note"),
    "sites": _("where: foot:side of the foot:place, and its own score if there is one"),
    "entry_id": _("the entry in diary.json"),
    "started_at": _("when the session began"),
    "finished_at": _("when the session ended"),
    "pain_before": _("pain before the session, 0 to 10"),
    "pain_worst": _("worst pain during the session, 0 to 10"),
    "pain_after": _("pain after the session, 0 to 10"),
    "effort": _("how hard it was, 0 to 10"),
    "assignment_id": _("the plan it followed"),
    "version": _("the version of that plan"),
    "exercise": _("the exercise of that step, by its present name"),
    "step_id": _("the step of the plan"),
    "step_pain": _("worst pain during this step, 0 to 10"),
    "step_skipped": _("why the step was left out"),
    "set": _("which set of the step"),
    "side": _("left, right, both feet together, or each foot in turn"),
    "reps": _("repetitions"),
    "seconds": _("seconds held or kept up"),
}


def readme() -> str:
    """The whole text, in the reader's language."""
    tables = (("pain.csv", PAIN_LINES, PAIN_COLUMNS), ("sessions.csv", SESSION_LINES, SESSION_COLUMNS))
    return "\n".join([str(ABOUT), *(_table(*table) for table in tables)])


def _table(name: str, lines: str | Promise, columns: tuple[str, ...]) -> str:
    listed = "".join(f"  {column}: {MEANINGS[column]}\n" for column in columns)
    return f"\n{name}: {lines}\n{listed}"
