"""What Footing changes in allauth."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.core import context
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.utils.translation import get_language, override

from accounts import queries
from accounts.rules.limits import CODE_LIFETIME, EMAILS_TO_PEOPLE, EMAILS_TO_STRANGERS, Use
from accounts.rules.outgoing_mail import LIFETIME, Message
from accounts.services.limits import UsedUp, spend
from accounts.services.mail_sender import SENDER
from accounts.services.outgoing_mail import queue_mail
from common import clock

if TYPE_CHECKING:
    from django.core.mail import EmailMessage
    from django.http import HttpRequest, HttpResponse

    from accounts.models import User

log = logging.getLogger("footing.sign_in")

MAIL_ASKED_FOR = "mail_asked_for"  # in the session: the id of the newest mail that its browser asked for
ASKED_FOR_BY_ANYBODY = ("account/email/login_code", "account/email/unknown_account")
PROVED_BY_SETTING_UP = {"mfa/email/totp_activated": "totp", "mfa/email/webauthn_added": "webauthn"}


def _message(mail: EmailMessage) -> Message:
    html = next(
        (str(content) for content, kind in getattr(mail, "alternatives", []) if kind == "text/html"), ""
    )
    return {
        "subject": str(mail.subject),
        "text": str(mail.body),
        "html": html,
        "headers": {**mail.extra_headers},
    }


def _may_write_to(person: User | None) -> bool:
    """E-mails to addresses without an account are limited in total; the answer is the same either way."""
    limit = EMAILS_TO_STRANGERS if person is None else EMAILS_TO_PEOPLE
    try:
        spend(uses=[Use(limit, "")], now=clock.now())
    except UsedUp:
        log.warning("Letters to addresses without an account are held back: there were too many just now.")
        return False
    return True


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in and sign-up as the operator allows them."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return settings.SIGNUP_OPEN

    def new_user(self, request: HttpRequest) -> User:
        user: User = super().new_user(request)
        user.created_at = clock.now()
        user.language = get_language() or settings.LANGUAGE_CODE
        return user

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        request.session.set_expiry(None)  # it was short while nobody was in
        request.person_signed_in = user  # type: ignore[attr-defined] # for api.devices

    def post_login(self, request: HttpRequest, user: User, **login: Any) -> HttpResponse:
        """The code that proved a newcomer's mailbox is a sign-in like any other, which allauth leaves out."""
        if login["signup"] and not get_authentication_records(request, user):
            record_authentication(request, user, "code", email=user.email)
        answer: HttpResponse = super().post_login(request, user, **login)
        return answer

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        """Who has no second factor yet sets one up behind the code that signed them in: there is nothing else
        that they could be asked to prove. (Newer releases of allauth would ask for a code that the app cannot
        send.)
        """
        user = context.request.user
        required: bool = super().is_reauthentication_required(app=app, **more)
        return required and (not user.is_authenticated or is_mfa_enabled(user))

    def render_mail(self, *args: Any, **options: Any) -> EmailMessage:
        mail: EmailMessage = super().render_mail(*args, **options)
        mail.extra_headers["Auto-Submitted"] = "auto-generated"
        return mail

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Hand the mail over, in the language of whoever has that address; the browser that asked may ask how
        it fares (`views.sign_in_mail`).
        """
        person = queries.person_by_email(email)
        asked_by_anybody = template_prefix in ASKED_FOR_BY_ANYBODY
        held_back = asked_by_anybody and not _may_write_to(person)
        with override(person.language if person else get_language()):
            mail = self.render_mail(
                template_prefix, email, {"request": self.request, "email": email, **context}
            )
        lives = CODE_LIFETIME if "code" in context or asked_by_anybody else LIFETIME
        queued = queue_mail(
            address=email, message=_message(mail), lives=lives, held_back=held_back, now=clock.now()
        )
        self.request.session[MAIL_ASKED_FOR] = str(queued)
        SENDER.wake()

    def send_notification_mail(self, template_prefix: str, user: User, *more: Any, **options: Any) -> None:
        """allauth comes by here when the means of sign-in were changed.

        Setting one up proves it, so the second step counts as done in this session, and done just now: the
        recovery codes that come with it may be read.
        """
        if template_prefix in PROVED_BY_SETTING_UP:
            kind = PROVED_BY_SETTING_UP[template_prefix]
            record_authentication(self.request, user, "mfa", type=kind, reauthenticated=True)
        super().send_notification_mail(template_prefix, user, *more, **options)
