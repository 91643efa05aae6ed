"""503 with Retry-After, from this one place: for whatever Footing needs and does not have at the moment."""

import json

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from common.problems import MEDIA_TYPE, problem, problem_page
from tracker.outages import is_full_disk

Answer = tuple[int, list[tuple[str, str]], bytes]

RETRY_AFTER = "2"  # seconds: a server that comes back is found again within one


def unavailable(request: HttpRequest, error: BaseException) -> HttpResponse:
    """The answer to a request that met an outage."""
    if is_full_disk(error):
        words = _("The server's disk is full. What you sent was not saved; it can be sent again later.")
        answer = problem_page(request, 503, _("No room at the moment"), words, code="disk_full")
    else:
        words = _(
            "A part of Footing does not answer. What you sent was not saved; it can be sent again soon."
        )
        answer = problem_page(request, 503, _("Not available at the moment"), words, code="unavailable")
    return retry_soon(answer)


def retry_soon(answer: HttpResponse) -> HttpResponse:
    """The 503, with when to come again."""
    answer["Retry-After"] = RETRY_AFTER
    return answer


def busy() -> Answer:
    """For who waited in vain for a thread, or for room for a body."""
    words = _("Footing has too much to do. Nothing was changed; it can be sent again soon.")
    return _plain(503, _("Busy"), words, "busy", ("Retry-After", RETRY_AFTER))


def too_slow() -> Answer:
    """For whoever did not finish a request in time."""
    words = _("The request came too slowly. Nothing was changed; try again with a better connection.")
    return _plain(408, _("Too slow"), words, "too_slow")


def _plain(status: int, title: str, words: str, code: str, *headers: tuple[str, str]) -> Answer:
    body = json.dumps(problem(status, title, words, code=code)).encode()
    return status, [("Content-Type", MEDIA_TYPE), ("Connection", "close"), *headers], body
