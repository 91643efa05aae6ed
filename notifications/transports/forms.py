"""The words of letters: a template is rendered once for all letters of a batch that say the same, and what
differs by person is filled in."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape

from django.template import TemplateDoesNotExist, TemplateSyntaxError, VariableDoesNotExist
from django.template.loader import render_to_string
from django.utils import translation

from notifications.rules.messages import Letter
from notifications.rules.notification import FAULTS

_OF_A_TEMPLATE = (TemplateDoesNotExist, TemplateSyntaxError, VariableDoesNotExist)
_GAP = re.compile("\x02(\\w+)\x03")


@dataclass(frozen=True)
class Parts:
    """A letter's subject and its two bodies."""

    subject: str
    text: str
    html: str


class WordingError(Exception):
    """A letter cannot be put into words, by a fault of ours (its name)."""


class Forms:
    """Rendered templates with gaps where a person's own words go."""

    def __init__(self) -> None:
        self._rendered: dict[tuple[str, ...], Parts] = {}

    def filled(self, letter: Letter) -> Parts:
        """The parts of `letter`. Raises WordingError."""
        try:
            return self._filled(letter)
        except (*FAULTS, *_OF_A_TEMPLATE) as fault:
            raise WordingError(type(fault).__name__) from fault

    def _filled(self, letter: Letter) -> Parts:
        key = (letter.template, letter.language, repr(letter.words), *letter.own)
        if key not in self._rendered:
            self._rendered[key] = _rendered(letter)
        form = self._rendered[key]
        return Parts(
            _fill(form.subject, letter.own, str),
            _fill(form.text, letter.own, str),
            _fill(form.html, letter.own, escape),
        )


def _rendered(letter: Letter) -> Parts:
    gaps = {name: f"\x02{name}\x03" for name in letter.own}
    with translation.override(letter.language):
        subject, text, html = (
            render_to_string(
                f"letters/{letter.template}{part}", {**letter.words, **gaps, "language": letter.language}
            )
            for part in ("_subject.txt", ".txt", ".html")
        )
    return Parts(subject.strip(), text, html)


def _fill(form: str, own: Mapping[str, str], quote: Callable[[str], str]) -> str:
    return _GAP.sub(lambda gap: quote(own[gap[1]]), form)
