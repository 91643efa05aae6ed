"""The sentences that say why a flag is up, from its evidence."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from progress.flagging import Rule

Evidence = list[dict[str, Any]]

FORMULA = gettext_lazy(
    "Adherence = sets done / sets prescribed by the version in force that day, each step capped at what it "
    "asked for. Held days, future days and today are left out. A day without a session of the plan has no "
    "number; in a total it counts as not done. Reported by the patient."
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


def reason(rule: str, evidence: Evidence) -> str:
    """Why the flag is up, in one sentence of the reader's language."""
    return _SENTENCES[Rule(rule)](evidence)


def _foot_check(evidence: Evidence) -> str:
    found = ", ".join(str(FINDINGS.get(word, word)) for word in evidence[0]["findings"])
    return _("Foot check on %(day)s: %(found)s.") % {"day": _day(evidence[0]["on"]), "found": found}


def _red_zone(evidence: Evidence) -> str:
    scores = {"first": evidence[0]["worst"], "second": evidence[1]["worst"]}
    return _("Pain in the red zone in 2 sessions running: %(first)s and %(second)s of 10.") % scores


def _next_morning(evidence: Evidence) -> str:
    scores = {"before": evidence[0]["score"], "after": evidence[1]["score"]}
    return _("Morning pain rose from %(before)s to %(after)s of 10 after a session.") % scores


def _nerve(evidence: Evidence) -> str:
    if evidence[1]["places"] > evidence[0]["places"] > 0:
        places = {"before": evidence[0]["places"], "after": evidence[1]["places"]}
        return _("Numbness or tingling spread from %(before)s to %(after)s places.") % places
    return _("Numbness or tingling after a session was still there the next morning.")


def _pain_up(evidence: Evidence) -> str:
    before, after = evidence
    means = {"before": before["mean"], "after": after["mean"], "moment": MOMENTS[after["moment"]]}
    return _("The 7-day mean of pain rose from %(before).1f to %(after).1f (%(moment)s).") % means


def _step_skipped(evidence: Evidence) -> str:
    words = {"exercise": evidence[0]["exercise"].replace("-", " ")}
    return _("Skipped for pain in 2 sessions running: %(exercise)s.") % words


def _silent(evidence: Evidence) -> str:
    words = {"count": len(evidence), "day": _day(evidence[0]["on"])}
    sentence = ngettext(
        "No entry on %(count)d planned day since %(day)s.",
        "No entry on %(count)d planned days since %(day)s.",
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
    return date_format(date.fromisoformat(on), "j F")


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
