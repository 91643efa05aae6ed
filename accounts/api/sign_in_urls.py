"""Which of allauth's endpoints are open. There are no passwords here, so their endpoints do not exist; nor
does the adding of further e-mail addresses or phone numbers.
"""

from allauth.headless.account.views import SessionView
from allauth.headless.base.urls import build_urlpatterns as config_urls
from allauth.headless.constants import Client
from allauth.headless.mfa.urls import build_urlpatterns as second_factor_urls
from allauth.headless.usersessions.urls import build_urlpatterns as session_urls
from django.urls import include, path

from accounts.api.views import sign_in
from accounts.api.views.second_factor import AppKeyView, PasskeysView

BROWSER = {"client": Client.BROWSER}

signing_in = [
    path("session", SessionView.as_api_view(**BROWSER), name="session"),
    path("code/request", sign_in.RequestCodeView.as_api_view(**BROWSER), name="code-request"),
    path("code/resend", sign_in.ResendCodeView.as_api_view(**BROWSER), name="code-resend"),
    path("code/confirm", sign_in.ConfirmCodeView.as_api_view(**BROWSER), name="code-confirm"),
    path("signup", sign_in.SignUpView.as_api_view(**BROWSER), name="signup"),
    path("email/verify", sign_in.ConfirmSignUpView.as_api_view(**BROWSER), name="email-verify"),
    path(
        "email/verify/resend",
        sign_in.ResendVerificationView.as_api_view(**BROWSER),
        name="email-verify-resend",
    ),
    # before allauth's own
    path("webauthn/login", sign_in.PasskeyLoginView.as_api_view(**BROWSER)),
    path("2fa/authenticate", sign_in.SecondStepView.as_api_view(**BROWSER)),
    path("2fa/reauthenticate", sign_in.SecondStepAgainView.as_api_view(**BROWSER)),
]

app_name = "sign-in"
urlpatterns = [
    path("browser/v1/", include(config_urls(Client.BROWSER))),  # what programs of the browser kind ask first
    path("browser/v1/auth/", include(signing_in)),
    path("browser/v1/account/authenticators/webauthn", PasskeysView.as_api_view(**BROWSER)),
    path("browser/v1/account/authenticators/totp", AppKeyView.as_api_view(**BROWSER)),  # before allauth's own
    path("browser/v1/", include(second_factor_urls(Client.BROWSER))),
    path("browser/v1/", include(session_urls(Client.BROWSER))),
]
