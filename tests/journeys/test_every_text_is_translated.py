"""Every text on the screens goes through translation: with the words in brackets, no plain one is left.

The brackets stand for another language: whatever a screen says without asking for a word stays plain.
"""

import calendar
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.cast import Cast
from tests.journeys.conftest import code_in
from tests.journeys.test_accessible_screens import PATIENT, told  # noqa: F401 - a fixture
from tests.reminders.mail_server import MailServer

pytestmark = pytest.mark.django_db(transaction=True)
TALL = {"width": 390, "height": 4000}
# Stands in for a file of words: the same names, each sentence in brackets.
BRACKETED = """
import * as plain from '%(address)s?plain'
const put = (of) => typeof of === 'string' ? '⟦' + of + '⟧'
  : Object.fromEntries(Object.entries(of).map(([key, value]) => [key, put(value)]))
const words = (of) => of.words ? {words: put(of.words)} : put(of)
%(exports)s
"""
# What a person reads or hears: texts, and the attributes that are read out. Names of time zones are places.
TEXTS = """() => {
  const unseen = 'script, style, noscript, option[value*="/"]'
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const texts = []
  // Parts of one sentence stand beside each other.
  while (walker.nextNode()) {
    if (!walker.currentNode.parentElement.closest(unseen)) texts.push(walker.currentNode.data)
  }
  for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'aria-description', 'label']) {
    for (const one of document.querySelectorAll(`[${name}]`)) texts.push(one.getAttribute(name))
  }
  texts.push(document.title)
  return texts.filter((text) => text && text.trim())
}"""
DATES = {*calendar.day_name, *calendar.day_abbr, *calendar.month_name, *calendar.month_abbr, "Sept"}
# The program's own name, and what the browser itself writes dates and lists with.
NOT_WORDS = {"Footing", "and", *DATES}
AGO = re.compile(r"\b(in )?\d+ (minute|hour|day)s?( ago)?\b|\byesterday\b|\btomorrow\b")


def bracket(route: Route) -> None:
    """Answers for a file of words with its bracketed twin."""
    address = route.request.url
    if address.endswith("?plain"):
        return route.continue_()
    exported = re.search(r"export\{([^}]*)\}", route.fetch().text())
    assert exported
    names = [one.split(" as ")[-1] for one in exported[1].split(",")]
    exports = "\n".join(f"export const {name} = words(plain.{name})" for name in names)
    body = BRACKETED % {"address": address, "exports": exports}
    return route.fulfill(body=body, content_type="text/javascript")


def strings_of(answer: Any) -> Iterator[str]:
    if isinstance(answer, str):
        yield answer
    elif isinstance(answer, dict | list):
        for one in answer.values() if isinstance(answer, dict) else answer:
            yield from strings_of(one)


class Reader:
    """Reads screens whose words are in brackets, and knows what came from the server or from the person."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.data: set[str] = set()
        page.route(re.compile(r"/(api|_allauth)/"), self._hear)
        page.route(re.compile(r"/assets/words-.*\.js"), bracket)

    def _hear(self, route: Route) -> None:
        answer = route.fetch()
        if "json" in answer.headers.get("content-type", ""):
            self.data.update(one.strip() for one in strings_of(answer.json()) if one.strip())
        route.fulfill(response=answer)

    def visit(self, path: str) -> list[str]:
        """The plain texts of one screen, with all that is folded on it."""
        self.page.goto(path)
        self.page.wait_for_load_state("networkidle")
        return self.plain(path)

    def plain(self, where: str) -> list[str]:
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(re.compile("⟦|\\w"))
        self.page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        self.page.wait_for_load_state("networkidle")
        texts = self.page.evaluate(TEXTS)
        assert any("⟦" in text for text in texts), f"{where} has no bracketed word"
        return [f"{where}: {text}" for text in texts if self._is_plain(text)]

    def _is_plain(self, text: str) -> bool:
        left = text
        while left != (left := re.sub(r"⟦[^⟦⟧]*⟧", " ", left)):
            pass
        # A sentence of several nodes has its brackets in the first and the last.
        if "⟦" in left or "⟧" in left:
            return False
        for one in sorted(self.data, key=len, reverse=True):
            left = left.replace(one, " ")
        left = AGO.sub(" ", left)
        return any(word not in NOT_WORDS for word in re.findall(r"[^\W\d_]{2,}", left))


@pytest.fixture
def reader(phone: Callable[..., BrowserContext]) -> Iterator[Reader]:
    # Without a worker: it would answer for the files of words before the brackets are put in.
    context = phone(viewport=TALL, reduced_motion="reduce", service_workers="block")
    page = context.new_page()
    yield Reader(page)
    # What the page still asks for at the end is nobody's concern any more.
    page.unroute_all(behavior="ignoreErrors")


def sign_in_bracketed(reader: Reader, email: str, mails: MailServer) -> list[str]:
    """Signs in, and gives the plain texts of the way in."""
    page = reader.page
    found = reader.visit("/signin")
    page.get_by_label("Your e-mail address").fill(email)
    page.get_by_role("button", name="Send me a code").click()
    asked = page.get_by_label("Code")
    asked.wait_for()
    reader.data.add(email)
    found += reader.plain("the code")
    asked.fill(code_in(mails, email))
    expect(asked).to_be_hidden()
    return found


@pytest.mark.usefixtures("told")
def test_patients_screens_have_no_plain_text(reader: Reader, cast: Cast, mail_server: MailServer) -> None:
    found = sign_in_bracketed(reader, cast.ana.email, mail_server)
    for path in [*PATIENT, "/settings/exercises", "/what-now"]:
        found += reader.visit(path)
    for kind, list_path in (("/session/", "/"), ("/history/", "/history"), ("/summaries/", "/summaries")):
        reader.page.goto(list_path)
        path = reader.page.locator(f"a[href^='{kind}']").first.get_attribute("href")
        assert path
        found += reader.visit(path)
    assert found == []


def test_plain_text_is_found_beside_words_in_brackets(reader: Reader) -> None:
    assert reader.visit("/signin") == []
    reader.page.evaluate("document.querySelector('main').append('Not asked for')")
    assert reader.plain("here") == ["here: Not asked for"]


@pytest.mark.usefixtures("planned")
def test_staffs_screens_have_no_plain_text(reader: Reader, cast: Cast, mail_server: MailServer) -> None:
    found = sign_in_bracketed(reader, cast.tess.email, mail_server)
    patient = f"/patients/{cast.ana_patient.pk}"
    for path in ("/caseload", patient, f"{patient}/prescribe", "/invite-patient", "/summaries", "/settings"):
        found += reader.visit(path)
    assert found == []


def test_managers_screens_have_no_plain_text(reader: Reader, cast: Cast, mail_server: MailServer) -> None:
    found = sign_in_bracketed(reader, cast.olga.email, mail_server)
    for path in ("/clinic", f"/clinic/{cast.south.pk}/details", "/settings"):
        found += reader.visit(path)
    assert found == []
