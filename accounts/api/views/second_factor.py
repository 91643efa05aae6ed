"""Setting up the authenticator app: allauth's door, with the picture that its headless answer lacks."""

import json
from http import HTTPStatus
from typing import Any

from allauth.headless.mfa.inputs import ActivateTOTPInput
from allauth.headless.mfa.views import ManageTOTPView
from django.http import HttpRequest, HttpResponse

from accounts.api.pictures import qr_picture
from accounts.api.views.sign_in import PlainDigits


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
