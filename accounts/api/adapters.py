"""What Footing changes in allauth."""

from __future__ import annotations

import logging
from smtplib import SMTPRecipientsRefused
from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from accounts import queries
from accounts.rules.limits import LETTERS_TO_PEOPLE, LETTERS_TO_STRANGERS, Use
from accounts.services.limits import UsedUp, spend
from common import clock
from common.outside import MAIL_SERVER, Crowded
from common.problems import problem_page

if TYPE_CHECKING:
    from django.core.mail import EmailMessage
    from django.http import HttpRequest, HttpResponse

    from accounts.models import User

log = logging.getLogger("footing.sign_in")

ASKED_FOR_BY_ANYBODY = ("account/email/login_code", "account/email/unknown_account")
PROVED_BY_SETTING_UP = {"mfa/email/totp_activated": "totp", "mfa/email/webauthn_added": "webauthn"}


def _is_refused_for_good(error: OSError) -> bool:
    """Whether the mail server knows no such mailbox (5xx), whosever it is."""
    if not isinstance(error, SMTPRecipientsRefused):
        return False
    return min(code for code, _answer in error.recipients.values()) >= 500


def _may_write_to(person: User | None) -> bool:
    """Letters that nobody's account asks for are capped in all; who asked is told the same either way."""
    limit = LETTERS_TO_STRANGERS if person is None else LETTERS_TO_PEOPLE
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
        """In the language of whoever has that address; a mail server that is down or refuses the address is
        said, not hidden. Raises Crowded while it is so slow that others wait for it already.
        """
        person = queries.person_by_email(email)
        if template_prefix in ASKED_FOR_BY_ANYBODY and not _may_write_to(person):
            return
        try:
            with override(person.language if person else get_language()), MAIL_SERVER.waited_for():
                super().send_mail(template_prefix, email, context)
        except OSError as error:  # smtplib's errors are among them
            log.error("A sign-in mail could not be handed to the mail server: %s", type(error).__name__)
            raise ImmediateHttpResponse(self._not_sent(error, person)) from error

    def _not_sent(self, error: OSError, person: User | None) -> HttpResponse:
        if not _is_refused_for_good(error):
            words = _("The mail could not be sent. Nothing is lost; try again in a few minutes.")
            return problem_page(self.request, 503, _("No mail at the moment"), words, code="mail_failed")
        if person:
            import_string(settings.MAIL_REFUSED_CALL)(user=person, now=clock.now())
        words = _("Mail to this address comes back. Is it written right? If it is, tell your clinic.")
        return problem_page(self.request, 503, _("No mail to this address"), words, code="mail_refused")

    def send_notification_mail(self, template_prefix: str, user: User, *more: Any, **options: Any) -> None:
        """allauth comes by here when the means of sign-in were changed.

        Setting one up proves it, so the second step counts as done in this session, and done just now: the
        recovery codes that come with it may be read. The change is made already: a mail server that is down
        must not make it look undone.
        """
        if template_prefix in PROVED_BY_SETTING_UP:
            kind = PROVED_BY_SETTING_UP[template_prefix]
            record_authentication(self.request, user, "mfa", type=kind, reauthenticated=True)
        try:
            super().send_notification_mail(template_prefix, user, *more, **options)
        except (ImmediateHttpResponse, Crowded):
            log.warning("The notice of a changed means of sign-in was not sent.")
