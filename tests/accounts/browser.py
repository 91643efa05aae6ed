"""A browser as far as signing in needs one: cookies, and the CSRF header on everything that changes."""

import re
from typing import Any

from django.core.mail import EmailMessage
from django.test import Client

BASE = "/_allauth/browser/v1"


class Browser:
    """Talks to the server as the app does, with CSRF enforced."""

    def __init__(self) -> None:
        self.client = Client(enforce_csrf_checks=True)
        self.client.get("/api/v1/app/")

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """Any request of the app; `path` below the site's root."""
        send = getattr(self.client, method.lower())
        if method == "GET":
            return send(path)
        token = self.client.cookies["csrftoken"].value
        return send(path, body or {}, content_type="application/json", headers={"X-CSRFToken": token})

    def auth(self, method: str, path: str, body: Any = None) -> Any:
        """One of allauth's endpoints, by its path after the version."""
        return self.ask(method, BASE + path, body)

    def sign_in(self, email: str, mails: list[EmailMessage]) -> Any:
        """By the code in the mail, up to the last step that a code alone can take."""
        asked = self.auth("POST", "/auth/code/request", {"email": email})
        assert asked.status_code == 401, asked.content
        return self.auth("POST", "/auth/code/confirm", {"code": code_in(mails[-1])})

    def me(self) -> Any:
        return self.ask("GET", "/api/v1/me/")


def code_in(mail: EmailMessage) -> str:
    """The code on a line of its own."""
    found = re.search(r"^\s*([A-Z0-9]+-?[A-Z0-9]+)\s*$", str(mail.body), re.MULTILINE)
    assert found, mail.body
    return found[1]


def mail_state(browser: Browser) -> str:
    """How the mail fares that this browser asked for."""
    state: str = browser.ask("GET", "/api/v1/sign-in-mail/").json()["state"]
    return state
