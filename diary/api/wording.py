"""Sentences about refused changes: which answer is wrong, and what is safe."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from diary.rules.fields import Problem

SENTENCES: dict[str, str | Promise] = {
    "missing": _("%(field)s is missing."),
    "unknown_field": _("%(field)s is not known here. An update of Footing may be needed."),
    "unknown_word": _("%(field)s must be one of: %(words)s."),
    "unknown_schema": _("%(field)s must be %(known)s. An update of Footing may be needed."),
    "unknown_time_zone": _("%(field)s must be a time zone such as Europe/Madrid."),
    "not_an_id": _("%(field)s must be a UUID."),
    "not_an_instant": _("%(field)s must be a date and time with its UTC offset."),
    "instant_out_of_range": _("%(field)s must lie between the years %(low)s and %(high)s."),
    "not_a_seq": _("%(field)s must be a sequence number of this diary, or null."),
    "not_a_whole_number": _("%(field)s must be a whole number from %(low)s to %(high)s."),
    "score_out_of_range": _("%(field)s must be from %(low)s (no pain) to %(high)s (worst pain imaginable)."),
    "out_of_range": _("%(field)s must be from %(low)s to %(high)s."),
    "not_yes_or_no": _("%(field)s must be true or false."),
    "not_text": _("%(field)s must be text."),
    "too_long": _("%(field)s may have at most %(most)s characters."),
    "unreadable_text": _("%(field)s holds a character that cannot be stored. Write it again without it."),
    "not_a_list": _("%(field)s must be a list."),
    "not_an_object": _("%(field)s must be an object."),
    "too_many": _("%(field)s may hold at most %(most)s."),
    "empty": _("%(field)s must not be empty."),
    "told_twice": _("%(field)s tells the same thing a second time."),
    "none_stands_alone": _('%(field)s says "none" together with a finding.'),
    "change_id_reused": _("%(field)s was used before for something else. What was sent first is kept."),
    "diary_full": _(
        "%(field)s was not kept: this diary holds %(most)s changes, as many as there can be. "
        "What is in it is safe."
    ),
    "kind_changed": _("%(field)s differs from the entry that is kept. An entry never changes its kind."),
}


def sentence(problem: Problem) -> str:
    """The problem in a sentence that names the field."""
    field = problem.field or str(_("The change"))
    return str(SENTENCES[problem.code]) % {"field": field, **problem.limits}
