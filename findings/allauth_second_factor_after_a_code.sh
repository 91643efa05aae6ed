#!/usr/bin/env bash
# django-allauth 65.21.1 lets a person who has just signed in with an e-mail code set up an authenticator app;
# 65.22.1, a minor release later and with the same settings, answers 401 and asks for re-authentication by another code.
#
# Seen with Django 5.2.19, headless browser client, no passwords. 65.22 added ACCOUNT_REAUTHENTICATION_METHODS with a
# default that contains "code", and a sign-in by code does not count as a re-authentication. An app that was written for
# 65.21 knows no such step: its staff cannot set up the second factor any more. Overriding the adapter's
# is_reauthentication_required for people without a factor works with both.
# Fails when either release behaves otherwise than said here.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT

cat > "$place/probe.py" <<'PY'
import time

import django
from django.conf import settings

settings.configure(
    SECRET_KEY="only-for-this-probe",
    ALLOWED_HOSTS=["*"],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    INSTALLED_APPS=[
        "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions", "django.contrib.messages",
        "allauth", "allauth.account", "allauth.mfa", "allauth.headless",
    ],
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "allauth.account.middleware.AccountMiddleware",
    ],
    ROOT_URLCONF=__name__,
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
    AUTHENTICATION_BACKENDS=["allauth.account.auth_backends.AuthenticationBackend"],
    EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend",
    ACCOUNT_LOGIN_METHODS={"email"}, ACCOUNT_SIGNUP_FIELDS=["email*"], ACCOUNT_LOGIN_BY_CODE_ENABLED=True,
    HEADLESS_ONLY=True, HEADLESS_CLIENTS=("browser",), MFA_SUPPORTED_TYPES=["totp", "recovery_codes"],
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField", USE_TZ=True,
)
django.setup()

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import include, path

urlpatterns = [path("_allauth/", include("allauth.headless.urls"))]
call_command("migrate", verbosity=0)
user = get_user_model().objects.create(username="kim", email="kim@example.org")
user.set_unusable_password()
user.save()
EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)

client, at = Client(), "/_allauth/browser/v1"
def post(address, body):
    return client.post(at + address, body, content_type="application/json")

post("/auth/code/request", {"email": user.email})
lines = mail.outbox[-1].body.split()
answers = [post("/auth/code/confirm", {"code": word}).status_code for word in lines if "-" in word and len(word) < 12]
assert 200 in answers, (answers, mail.outbox[-1].body)
secret = client.get(at + "/account/authenticators/totp").json()["meta"]["secret"]
code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
print(post("/account/authenticators/totp", {"code": code}).status_code)
PY

answer_of() {
  python3 -m venv "$place/$1"
  "$place/$1/bin/pip" install --quiet --disable-pip-version-check "django==5.2.19" "django-allauth[headless,mfa]==$1"
  "$place/$1/bin/python" "$place/probe.py" 2>/dev/null | tail -n 1
}

before=$(answer_of 65.21.1)
after=$(answer_of 65.22.1)
echo "django-allauth 65.21.1: setting up the app after a sign-in by code answers $before"
echo "django-allauth 65.22.1: the same request answers $after"
[ "$before" = 200 ] && [ "$after" = 401 ]
