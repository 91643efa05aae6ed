"""What a new phone downloads until Today is of use."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Request, expect

from tests.journeys.conftest import sign_in
from tests.reminders.mail_server import MailServer

pytestmark = pytest.mark.django_db(transaction=True)
AT_MOST_BYTES, AT_MOST_REQUESTS = 100_000, 15


def bytes_of(request: Request) -> int:
    sizes = request.sizes()
    return sizes["responseHeadersSize"] + sizes["responseBodySize"]


def test_new_phone_shows_today_within_its_budget(
    phone: Callable[..., BrowserContext], planned: None, mail_server: MailServer
) -> None:
    context = phone()
    finished: list[Request] = []
    context.on("requestfinished", lambda request: finished.append(request))
    page = context.new_page()

    sign_in(page, "ana@example.org", mail_server)
    expect(page.get_by_role("link", name="Start exercises")).to_be_visible()

    sent = [
        request for request in list(finished) if bytes_of(request)
    ]  # without what came from its own cache
    assert len(sent) <= AT_MOST_REQUESTS, [request.url for request in sent]
    assert sum(map(bytes_of, sent)) <= AT_MOST_BYTES


def test_what_a_phone_has_loaded_is_compressed_and_kept_for_good(
    phone: Callable[..., BrowserContext], footing: str
) -> None:
    context = phone()
    page = context.new_page()
    page.goto("/")
    script = page.locator("script[src]").get_attribute("src")

    answer = context.request.get(f"{footing}{script}", headers={"accept-encoding": "br"})

    assert answer.headers["content-encoding"] == "br"
    assert "immutable" in answer.headers["cache-control"]
