"""Setting up the authenticator app: allauth's endpoint, with the picture that its headless answer lacks."""

import json
from http import HTTPStatus
from typing import Any

from allauth.headless.mfa.inputs import ActivateTOTPInput, AddWebAuthnInput, UpdateWebAuthnInput
from allauth.headless.mfa.views import ManageTOTPView, ManageWebAuthnView
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts.api.pictures import qr_picture
from accounts.api.views.sign_in import PlainDigits
from common.names import is_name
from common.problems import problem_page
from common.serializers import NameField
from common.turns import take_turns


class PlainName:
    """A device is named in one plain line."""

    cleaned_data: dict[str, Any]

    def clean_name(self) -> str:
        inherited = getattr(super(), "clean_name", None)
        name: str = inherited() if inherited else self.cleaned_data["name"]
        if not is_name(name):
            raise ValidationError(NameField.default_error_messages["no_name"], "no_name")
        return name


MOST_PASSKEYS = 10


class NewPasskeyInput(PlainName, AddWebAuthnInput):
    pass


class NamedPasskeyInput(PlainName, UpdateWebAuthnInput):
    pass


class PasskeysView(ManageWebAuthnView):
    """One's passkeys: ten at most, and named in one plain line."""

    input_class = {**ManageWebAuthnView.input_class, "POST": NewPasskeyInput, "PUT": NamedPasskeyInput}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Add one. 409 beyond ten, however many are asked for at once."""
        with transaction.atomic():
            take_turns(f"passkeys of {request.user.pk}")
            if Authenticator.objects.filter(user=request.user, type="webauthn").count() >= MOST_PASSKEYS:
                words = _("You have %(most)d passkeys, as many as there can be. Nothing was made.")
                detail = words % {"most": MOST_PASSKEYS}
                return problem_page(request, 409, _("Too many passkeys"), detail, code="too_many_passkeys")
            answer: HttpResponse = super().post(request, *args, **kwargs)
        return answer


class AppCodeInput(PlainDigits, ActivateTOTPInput):
    pass


class AppKeyView(ManageTOTPView):
    """The key of one's authenticator app."""

    input_class = {"POST": AppCodeInput}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """While no app is set up: 404 with a new key and its link, drawn as a QR code in `totp_svg`."""
        answer: HttpResponse = super().get(request, *args, **kwargs)
        if answer.status_code == HTTPStatus.NOT_FOUND:
            told = json.loads(answer.content)
            told["meta"]["totp_svg"] = qr_picture(told["meta"]["totp_url"]).decode()
            answer.content = json.dumps(told).encode()
        return answer
