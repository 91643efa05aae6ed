"""Text of e-mails: a template is rendered once for all e-mails of a batch with the same content, and personal
texts are filled in.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape

from django.template import TemplateDoesNotExist, TemplateSyntaxError, VariableDoesNotExist
from django.template.loader import render_to_string
from django.utils import translation

from notifications.rules.messages import Email
from notifications.rules.notification import FAULTS

_OF_A_TEMPLATE = (TemplateDoesNotExist, TemplateSyntaxError, VariableDoesNotExist)
_GAP = re.compile("\x02(\\w+)\x03")


@dataclass(frozen=True)
class RenderedEmail:
    """Subject, text and HTML of an e-mail."""

    subject: str
    text: str
    html: str


class RenderError(Exception):
    """An e-mail cannot be rendered because of an error of ours (its name)."""


class EmailTemplates:
    """Rendered templates with placeholders for personal texts."""

    def __init__(self) -> None:
        self._rendered: dict[tuple[str, ...], RenderedEmail] = {}

    def render(self, email: Email) -> RenderedEmail:
        """Subject and bodies of `email`. Raises RenderError."""
        try:
            return self._render(email)
        except (*FAULTS, *_OF_A_TEMPLATE) as fault:
            raise RenderError(type(fault).__name__) from fault

    def _render(self, email: Email) -> RenderedEmail:
        key = (email.template, email.language, repr(email.words), *email.own)
        if key not in self._rendered:
            self._rendered[key] = _rendered(email)
        form = self._rendered[key]
        return RenderedEmail(
            _fill(form.subject, email.own, str),
            _fill(form.text, email.own, str),
            _fill(form.html, email.own, escape),
        )


def _rendered(email: Email) -> RenderedEmail:
    gaps = {name: f"\x02{name}\x03" for name in email.own}
    with translation.override(email.language):
        subject, text, html = (
            render_to_string(
                f"letters/{email.template}{part}", {**email.words, **gaps, "language": email.language}
            )
            for part in ("_subject.txt", ".txt", ".html")
        )
    return RenderedEmail(subject.strip(), text, html)


def _fill(form: str, own: Mapping[str, str], quote: Callable[[str], str]) -> str:
    return _GAP.sub(lambda gap: quote(own[gap[1]]), form)
