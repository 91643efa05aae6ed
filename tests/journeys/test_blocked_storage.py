"""A browser that blocks storage or cookies: it is said, with what works all the same."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.cast import Cast
from tests.journeys.conftest import sign_in
from tests.reminders.mail_server import MailServer

pytestmark = pytest.mark.django_db(transaction=True)
NO_DATABASE = """
indexedDB.open = () => { throw new DOMException('denied', 'SecurityError') }
caches.open = () => Promise.reject(new DOMException('denied', 'SecurityError'))
for (const box of ['localStorage', 'sessionStorage'])
  Object.defineProperty(window, box, {get() { throw new DOMException('denied', 'SecurityError') }})
"""
NO_COOKIES = "Object.defineProperty(navigator, 'cookieEnabled', {get: () => false})"
TITLE = "This browser keeps nothing for Footing"


def test_patient_with_blocked_storage_hears_what_is_blocked_and_what_works(
    phone: Callable[..., BrowserContext], cast: Cast, mail_server: MailServer
) -> None:
    page = phone().new_page()
    page.add_init_script(NO_DATABASE)
    sign_in(page, cast.ana.email, mail_server)
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    expect(page.get_by_role("button", name="Load again")).to_be_in_viewport(ratio=1)
    page.get_by_role("link", name="Settings").click()
    expect(page.get_by_label("Your name")).to_have_value("Ana")
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="Sign out", exact=True).click()
    expect(page.get_by_label("Your e-mail address")).to_be_visible()


def test_therapist_with_blocked_storage_works_on(
    phone: Callable[..., BrowserContext], cast: Cast, mail_server: MailServer
) -> None:
    page = phone().new_page()
    page.add_init_script(NO_DATABASE)
    sign_in(page, cast.tess.email, mail_server)
    page.get_by_role("link", name="Ana").click()
    expect(page.get_by_role("heading", name="Ana", level=1)).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="Ana", level=1)).to_be_visible()


def test_browser_that_blocks_all_site_data_is_told_so_at_sign_in(
    phone: Callable[..., BrowserContext],
) -> None:
    page = phone().new_page()
    page.add_init_script(NO_DATABASE + NO_COOKIES)
    page.goto("/")
    expect(page.get_by_text("This browser blocks cookies and storage for this site.")).to_be_visible()
