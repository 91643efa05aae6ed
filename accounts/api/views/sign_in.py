"""allauth's endpoints of sign-in, with our limits, one form of an address, and digits of any script."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.internal.constants import LoginStageKey
from allauth.account.internal.flows.email_verification_by_code import EmailVerificationProcess
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.stages import LoginStageController
from allauth.headless.account import inputs, views
from allauth.headless.base.response import ConflictResponse
from allauth.headless.internal.restkit.response import APIResponse
from allauth.headless.mfa import inputs as step_inputs
from allauth.headless.mfa import views as step_views
from django.utils.translation import gettext as _

from accounts.api.beginning import begin
from accounts.api.limiting import spend_letter, wait_words
from accounts.queries import person_by_email
from accounts.rules import limits
from accounts.rules.limits import Use
from accounts.services.limits import UsedUp, forgive, spend
from common import clock
from common.addresses import normal_address
from common.digits import plain_digits
from common.problems import problem_page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class _Limited:
    """Says with 429 and `Retry-After` that it was too often, and what works in the meantime."""

    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            answer: HttpResponse = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        except UsedUp as used:
            return _too_often(request, used)
        return answer


def _too_often(request: HttpRequest, used: UsedUp) -> HttpResponse:
    if used.limit is limits.SECOND_STEPS:
        words = _("Too many codes that were not right. A passkey works at once.")
    else:
        words = _(
            "Too many codes were asked for. The newest one that you got still works, and so does a passkey."
        )
    detail = f"{words} {wait_words(used.wait)}"
    answer = problem_page(request, 429, _("Too often"), detail, code="throttled")
    answer["Retry-After"] = str(int(used.wait.total_seconds()) + 1)
    return answer


class PlainDigits:
    """A code may be typed with the digits of any script."""

    cleaned_data: dict[str, Any]

    def clean_code(self) -> str:
        self.cleaned_data["code"] = plain_digits(self.cleaned_data["code"])
        code: str = super().clean_code()  # type: ignore[misc]
        return code


# --- a code by e-mail --------------------------------------------------------------------------------------
class _NormalAddress:
    """An address is looked for, and written to, in its one normal form."""

    def __init__(self, data: dict[str, Any], *args: Any, **kwargs: Any) -> None:
        email = data.get("email")
        given = {**data, "email": normal_address(email)} if isinstance(email, str) else data
        super().__init__(given, *args, **kwargs)  # type: ignore[call-arg] # of the form that is mixed in


class AddressInput(_NormalAddress, inputs.RequestLoginCodeInput):
    def clean_email(self) -> str:
        """Finds who has the address in one statement, known or not: the time tells nothing."""
        email: str = self.cleaned_data["email"]
        person = person_by_email(email)
        self._user = person if person and person.is_active else None
        return email


class NewcomerInput(_NormalAddress, inputs.SignupInput):
    pass


class RequestCodeView(_Limited, views.RequestLoginCodeView):
    input_class = AddressInput

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        email = self.input.cleaned_data["email"]
        spend_letter(request, email)
        begin(request)
        answer: HttpResponse = super().post(request, *args, **kwargs)
        if self.input._user is None:
            person_by_email(email)  # allauth looked a second time for whom it knows: both take as long
        return answer


class SignUpView(_Limited, views.SignupView):
    input_class = {"POST": NewcomerInput}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        spend_letter(request, self.input.cleaned_data["email"])
        begin(request)
        answer: HttpResponse = super().post(request, *args, **kwargs)
        return answer


class ResendCodeView(_Limited, views.ResendLoginCodeView):
    """A new code, as good as the first; with the newest one the ones before are worthless."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        stage = LoginStageController.enter(request, LoginStageKey.LOGIN_BY_CODE)
        process = stage and LoginCodeVerificationProcess.resume(stage)
        return _resent(request, process)


class ResendVerificationView(_Limited, views.ResendEmailVerificationCodeView):
    """The same for the code of a sign-up."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return _resent(request, EmailVerificationProcess.resume(request))


def _resent(request: HttpRequest, process: Any) -> HttpResponse:
    if not process or not process.can_resend:
        return ConflictResponse(request)
    spend_letter(request, process.state["email"])
    process.state["at"] = clock.now().timestamp()
    process.resend()
    return APIResponse(request)


class CodeInput(PlainDigits, inputs.ConfirmLoginCodeInput):
    pass


class NewcomersCodeInput(inputs.VerifyEmailInput):
    def clean_key(self) -> str:
        self.cleaned_data["key"] = plain_digits(self.cleaned_data["key"])
        key: str = super().clean_key()
        return key


class _Tried:
    """A code is tried three times at most, however many tries arrive at once."""

    process: Any
    request: HttpRequest

    def handle_input(self, data: Any) -> HttpResponse | None:
        tried = Use(limits.TRIES_OF_A_CODE, f"{self.request.session.session_key} {self.process.code}")
        try:
            spend(uses=[tried], now=clock.now())
        except UsedUp:
            self.process.abort()
            return ConflictResponse(self.request)
        refused: HttpResponse | None = super().handle_input(data)  # type: ignore[misc]
        return refused


class ConfirmCodeView(_Tried, views.ConfirmLoginCodeView):
    input_class = CodeInput


class ConfirmSignUpView(_Tried, views.VerifyEmailView):
    input_class = NewcomersCodeInput
    http_method_names = ["post", "options"]  # allauth's GET tells whether a code is right


class PasskeyLoginView(step_views.LoginWebAuthnView):
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        begin(request)
        answer: HttpResponse = super().get(request, *args, **kwargs)
        return answer


# --- the second step ---------------------------------------------------------------------------------------
class _SecondStep(_Limited):
    """Few tries of a person's app or recovery codes; who gives a right one has all of them again."""

    request: HttpRequest
    input: Any

    def handle_input(self, data: Any) -> HttpResponse | None:
        tried = Use(limits.SECOND_STEPS, str(self.get_input_kwargs()["user"].pk))  # type: ignore[attr-defined]
        spend(uses=[tried], now=clock.now())
        refused: HttpResponse | None = super().handle_input(data)  # type: ignore[misc]
        if refused is None:
            forgive(use=tried)
        return refused


class StepInput(PlainDigits, step_inputs.AuthenticateInput):
    pass


class StepAgainInput(PlainDigits, step_inputs.ReauthenticateInput):
    pass


class SecondStepView(_SecondStep, step_views.AuthenticateView):
    input_class = StepInput


class SecondStepAgainView(_SecondStep, step_views.ReauthenticateView):
    input_class = StepAgainInput
