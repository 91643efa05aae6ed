"""Sentences with the reason of a flag, from its evidence."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from common.figures import rounded
from progress.rules.flagging import Rule
from progress.rules.standing import Gone

Evidence = list[dict[str, Any]]
CHECKS_NAMED = 3
_NEEDED = {Rule.NEXT_MORNING: 2, Rule.NERVE: 2, Rule.PAIN_UP: 2, Rule.STEP_SKIPPED: 1}
_GONE = {
    Gone.ENTRIES: gettext_lazy("Withdrawn: what it rested on was corrected or deleted."),
    Gone.ZONES: gettext_lazy("Withdrawn: by this patient's zones and rules of now it is no reason any more."),
    Gone.REACHED: gettext_lazy("Withdrawn: something reached this patient again."),
}

FORMULA = gettext_lazy(
    "Adherence = sets done / sets prescribed by the version in force that day, each step and foot capped at "
    "what it asked for; sets beyond that, or of a foot that was not asked, are extra. Held days, future days "
    "and today are left out. A day without a session of the plan has no number; in a total it counts as not "
    "done. Reported by the patient."
)
RTM_NOTE = gettext_lazy("Days with entries within 30 days. A record, not billing advice.")
FINDINGS = {
    "redness": gettext_lazy("redness"),
    "blister": gettext_lazy("blister"),
    "open_skin": gettext_lazy("open skin"),
    "swelling": gettext_lazy("swelling"),
    "warm": gettext_lazy("warm spot"),
    "colour_change": gettext_lazy("change of colour"),
}
MOMENTS = {
    "now": gettext_lazy("pain now"),
    "average_24h": gettext_lazy("average of 24 hours"),
    "worst_24h": gettext_lazy("worst of 24 hours"),
    "first_steps": gettext_lazy("first steps"),
    "during": gettext_lazy("during exercise"),
    "after": gettext_lazy("after exercise"),
    "next_morning": gettext_lazy("next morning"),
}


def reason(rule: str, evidence: Evidence, gone: str = "") -> str:
    """The reason of the flag in one sentence of the reader's language, with the date of the newest evidence;
    for a withdrawn one why it was withdrawn.
    """
    if gone:
        return str(_GONE[Gone(gone)])
    if len(evidence) < _NEEDED.get(Rule(rule), 1):
        return _("What this rested on was deleted.")
    return _SENTENCES[Rule(rule)](evidence)


def _foot_check(evidence: Evidence) -> str:
    told = [
        _("%(day)s: %(found)s") % {"day": _day(each["on"]), "found": _findings(each)}
        for each in evidence[:CHECKS_NAMED]
    ]
    return _("Foot check on %(checks)s.") % {"checks": "; ".join(told)}


def _findings(check: dict[str, Any]) -> str:
    return ", ".join(str(FINDINGS.get(word, word)) for word in check["findings"])


def _red_zone(evidence: Evidence) -> str:
    newest = max(evidence, key=lambda each: each["on"])
    words = {"day": _day(newest["on"]), "score": _score(newest)}
    if len(evidence) == 1:
        return _("Pain at rest on %(day)s: %(score)s of 10.") % words
    words |= {"first": _score(evidence[0]), "second": _score(evidence[1])}
    if all(each["kind"] == "session" for each in evidence):
        return (
            _("Pain in the red zone in 2 sessions running: %(first)s and %(second)s of 10, last on %(day)s.")
            % words
        )
    return (
        _("Pain in the red zone on 2 days running: %(first)s and %(second)s of 10, last on %(day)s.") % words
    )


def _score(each: dict[str, Any]) -> Any:
    return each["worst"] if each.get("worst") is not None else each.get("score")


def _next_morning(evidence: Evidence) -> str:
    before, after = evidence[:2]
    words = {"before": before["score"], "after": after["score"], "day": _day(after["on"])}
    return _("On %(day)s morning pain was up from %(before)s to %(after)s of 10 after a session.") % words


def _nerve(evidence: Evidence) -> str:
    before, after = evidence[:2]
    day = {"day": _day(after["on"])}
    if after["places"] > before["places"] > 0 and len(evidence) == 2:
        places = {"before": before["places"], "after": after["places"], **day}
        return (
            _("Numbness or tingling spread from %(before)s to %(after)s places, noted on %(day)s.") % places
        )
    return _("Numbness or tingling after a session was still there the next morning, %(day)s.") % day


def _pain_up(evidence: Evidence) -> str:
    before, after = evidence
    words = {
        "before": rounded(before["mean"], 1),
        "after": rounded(after["mean"], 1),
        "moment": MOMENTS[after["moment"]],
        "day": _day(after["to"]),
    }
    return _("The 7-day mean of pain rose from %(before)s to %(after)s (%(moment)s), up to %(day)s.") % words


def _step_skipped(evidence: Evidence) -> str:
    words = {"exercise": evidence[0]["exercise"].replace("-", " "), "day": _day(evidence[-1]["on"])}
    return _("Skipped for pain in 2 sessions running, last on %(day)s: %(exercise)s.") % words


def _silent(evidence: Evidence) -> str:
    words = {"count": len(evidence), "day": _day(evidence[0]["on"]), "last": _day(evidence[-1]["on"])}
    sentence = ngettext(
        "No entry on %(count)d planned day since %(day)s.",
        "No entry on %(count)d planned days from %(day)s to %(last)s.",
        len(evidence),
    )
    return sentence % words


def _unreachable(evidence: Evidence) -> str:
    words = {"day": _day(evidence[0]["on"])}
    return _("Nothing reaches this patient since %(day)s: no device, and mail comes back.") % words


def _mail_bounced(evidence: Evidence) -> str:
    words = {"day": _day(evidence[0]["on"])}
    return (
        _(
            "E-mail to this patient comes back since %(day)s. Ask whether the address is still right; the "
            "person who runs Footing for you can change it."
        )
        % words
    )


def _day(on: str) -> str:
    return _day_in(get_language(), on)


@lru_cache(maxsize=1000)
def _day_in(_language: str | None, on: str) -> str:
    """A page of flags names few days, and to put one into words takes longer than to read the flag."""
    return date_format(date.fromisoformat(on), "MONTH_DAY_FORMAT")


_SENTENCES: Mapping[Rule, Callable[[Evidence], str]] = {
    Rule.FOOT_CHECK: _foot_check,
    Rule.RED_ZONE: _red_zone,
    Rule.NEXT_MORNING: _next_morning,
    Rule.NERVE: _nerve,
    Rule.PAIN_UP: _pain_up,
    Rule.STEP_SKIPPED: _step_skipped,
    Rule.SILENT: _silent,
    Rule.UNREACHABLE: _unreachable,
    Rule.MAIL_BOUNCED: _mail_bounced,
}
