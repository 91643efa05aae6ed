"""Settings; every difference between installations is read from the environment by strict readers."""

from datetime import timedelta
from pathlib import Path

import common.zones  # noqa: F401 - before anything asks for a zone: not the system's data
from accounts.rules import limits
from notifications.rules import push_services
from tracker import paths, schedule
from tracker.environment import Environment, version
from tracker.keys import vapid_private_key
from tracker.servers import broker_url, database_settings, embedded_servers, local_secret

env = Environment()

PACKAGE = Path(__file__).resolve().parent
HOME = paths.home()
WEB = PACKAGE / "web"

DEMO = env.flag("DEMO")
DEBUG = False
VERSION = version()
HOST = env.text("HOST") or "127.0.0.1"
PORT = env.number("PORT", 8000, 0, 65535)
PORT_MAY_MOVE = env.text("PORT") is None
WEB_WORKERS = env.number("WEB_WORKERS", 2, 1, 64)
WEB_THREADS = env.number("WEB_THREADS", 4, 1, 64)  # requests at once in each of them
PUBLIC_URL = (env.url("PUBLIC_URL", {"http", "https"}) or f"http://localhost:{PORT}").rstrip("/")
SECURE = PUBLIC_URL.startswith("https://")
SECRET_KEY = env.text("SECRET_KEY") or local_secret(HOME, local=not SECURE)
ALLOWED_HOSTS = env.words(
    "ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]", PUBLIC_URL.split("//")[1].split(":")[0]]
)
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
CSRF_FAILURE_VIEW = "common.problems.csrf_failed"
EMERGENCY_NUMBER = env.phone("EMERGENCY_NUMBER")
SIGNUP_OPEN = env.flag("SIGNUP_OPEN", default=DEMO)
SECOND_FACTOR_REQUIRED = env.flag("SECOND_FACTOR_REQUIRED", default=not DEMO)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "rest_framework",
    "drf_spectacular",
    "audit",
    "accounts",  # before allauth, whose mails it words again
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.headless",
    "allauth.usersessions",
    "exercises",
    "diary",
    "progress",
    "reminders",
    "summaries",
    "notifications",
    "tracker",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "tracker.headers.StrictHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # answers of more than 200 bytes; files are compressed already
    "django.contrib.sessions.middleware.SessionMiddleware",
    "tracker.language.AcceptedLanguage",
    "django.middleware.common.CommonMiddleware",
    "common.methods.KnownMethodsMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "common.no_store.NoStoreMiddleware",
    "accounts.api.devices.KnownDevice",
    "tracker.query_guard.KnownQueryParameters",
]

APPEND_SLASH = False  # an address is there or it is not; a redirect would lose the body of a POST
ROOT_URLCONF = "tracker.urls"
WSGI_APPLICATION = "tracker.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
            ]
        },
    }
]

# --- rows and muscle ---------------------------------------------------------------------------------------
EMBEDDED_SERVERS = embedded_servers(env)
DATABASES = {"default": database_settings(env)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",  # holds the used codes of apps
        "LOCATION": "footing_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# --- people ------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.api.authentication.AuthBackend"]
SESSION_ENGINE = "django.contrib.sessions.backends.db"  # a copy in a cache outlives what ends a session
SESSION_COOKIE_AGE = int(timedelta(days=90).total_seconds())
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"

ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_ADAPTER = "accounts.api.adapters.AccountAdapter"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False  # accounts.limits has ours, which the database counts
# Digits: typed on the big number keys, with no letters to tell apart.
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": limits.CODE_DIGITS, "dashed": False}
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_FORMAT = ACCOUNT_LOGIN_BY_CODE_FORMAT
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = int(
    limits.CODE_LIFETIME.total_seconds()
)
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = 5  # times
ACCOUNT_LOGIN_TIMEOUT = 30 * 60  # seconds from the first code to the end of the second step
ACCOUNT_REAUTHENTICATION_TIMEOUT = 10 * 60
ACCOUNT_REAUTHENTICATION_METHODS = ("mfa",)  # who has a second factor proves that one, not the mailbox again
HEADLESS_ONLY = True
HEADLESS_CLIENTS = ("browser",)
HEADLESS_FRONTEND_URLS = {
    "account_confirm_email": f"{PUBLIC_URL}/signin",
    "account_reset_password": f"{PUBLIC_URL}/signin",
    "account_reset_password_from_key": f"{PUBLIC_URL}/signin",
    "account_signup": f"{PUBLIC_URL}/signin",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Footing"  # what the authenticator app calls this entry
MFA_TOTP_TOLERANCE = 1  # a code is good for half a minute more, for slow hands and slow clocks
USERSESSIONS_TRACK_ACTIVITY = False
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("TRUSTED_PROXIES", 0, 0, 10)

# --- the contract ------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "accounts.api.authentication.BearerToken",
        "accounts.api.authentication.BrowserSession",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["accounts.api.permissions.IsSignedIn"],
    "DEFAULT_RENDERER_CLASSES": ["common.rendering.JsonAnswer"],
    "DEFAULT_PARSER_CLASSES": ["common.parsers.StrictJsonParser"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "common.negotiation.JsonOnlyNegotiation",
    "DEFAULT_PAGINATION_CLASS": "common.paging.CursorPages",
    "DEFAULT_SCHEMA_CLASS": "common.contract.Contract",
    "EXCEPTION_HANDLER": "common.problems.answer_with_problem",
    "UNAUTHENTICATED_USER": None,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Footing",
    "DESCRIPTION": "The HTTP contract of Footing, a progress tracker for foot rehabilitation.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_NAME_OVERRIDES": {
        "FootEnum": "accounts.api.serializers.FEET",
        "AnswerEnum": "accounts.api.serializers.ANSWERS",
        "WorkRoleEnum": "accounts.api.serializers.WORK_ROLES",
        "RoleEnum": ["patient", "therapist", "manager"],
        "InvitationStateEnum": "accounts.api.invitation_serializers.STATES",
        "MemberInvitationStateEnum": "accounts.api.clinic_serializers.STATES",
        "TeamPlaceStateEnum": "accounts.api.team_serializers.STATES",
        "ExerciseKindEnum": "exercises.api.response_serializers.KINDS",
        "SideEnum": "exercises.api.response_serializers.SIDES",
        "HoldReasonEnum": "exercises.api.response_serializers.HOLD_REASONS",
        "HoldReasonInEnum": "exercises.rules.dosage.HOLD_REASONS",
        "EndReasonEnum": "exercises.api.response_serializers.END_REASONS",
        "AssignmentStateEnum": "exercises.api.response_serializers.STATES",
        "MomentEnum": "progress.api.serializers.MOMENTS",
        "RuleEnum": "progress.api.flag_serializers.RULES",
        "FlagUrgencyEnum": "progress.api.flag_serializers.URGENCIES",
        "EntryKindEnum": "diary.api.serializers.KINDS",
        "PushOutcomeEnum": "notifications.api.push_serializers.PUSH_OUTCOMES",
        "ChangeActionEnum": "diary.api.serializers.ACTIONS",
        "ReminderKindEnum": "reminders.api.serializers.KINDS",
        "NoticeKindEnum": "reminders.api.serializers.NOTICE_KINDS",
        "NoticeStateEnum": "reminders.api.serializers.STATES",
        "NoticeActionEnum": "reminders.api.serializers.ACTIONS",
        "ChannelEnum": "reminders.api.serializers.CHANNELS",
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# --- Celery: muscle that may be lost at any moment without losing anything ----------------------------------
CELERY_BROKER_URL = broker_url(env)
CELERY_TIMEZONE = "UTC"  # for intervals only; the planner computes local times
CELERY_TASK_IGNORE_RESULT = True  # the rows say the result of it
CELERY_TASK_ACKS_LATE = True  # else what a killed worker was doing is lost
CELERY_TASK_REJECT_ON_WORKER_LOST = True  # else a killed child's task is lost
CELERY_WORKER_PREFETCH_MULTIPLIER = 1  # a waiting tick goes to whoever is free
CELERY_TASK_TIME_LIMIT = 120  # shorter than a lease: nobody sends what another may have claimed
CELERY_TASK_SOFT_TIME_LIMIT = 90  # time to mark what has left; a sender's round ends after 60
CELERY_VISIBILITY_TIMEOUT = schedule.VISIBILITY_TIMEOUT
CELERY_BROKER_TRANSPORT_OPTIONS = schedule.TRANSPORT
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True  # Redis may come up later than the worker
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 20  # a round in hand is finished before a restart
CELERY_WORKER_HIJACK_ROOT_LOGGER = False  # one form of log lines, that of LOGGING below
CELERY_TASK_DEFAULT_QUEUE = schedule.DEFAULT_QUEUE
CELERY_TASK_QUEUES = schedule.QUEUES
CELERY_TASK_ROUTES = {f"{queue}.*": {"queue": queue} for queue in CELERY_TASK_QUEUES}
CELERY_BEAT_SCHEDULE = schedule.SCHEDULE

# --- mail --------------------------------------------------------------------------------------------------
vars().update(env.mail(HOME))
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "Footing <footing@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- web push ----------------------------------------------------------------------------------------------
VAPID_PRIVATE_KEY = vapid_private_key(env, HOME, local=not SECURE)
PUSH_SERVICES = env.words("PUSH_SERVICES", list(push_services.KNOWN))
JOURNAL = HOME / "journal"  # what senders know before the notification log does
PUSH_CA_FILE = env.text("PUSH_CA_FILE")  # certificate authorities of a push service of one's own

# --- words, files, headers ---------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
USE_I18N = True
FORMAT_MODULE_PATH = "tracker.formats"  # how dates are written, where Django's own form is another
USE_TZ = True
TIME_ZONE = "UTC"
STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True  # the few static pages come out of the packages; nothing to collect
WHITENOISE_AUTOREFRESH = False
WHITENOISE_ROOT = WEB  # with a `.br` and a `.gz` beside each text file, which the build writes
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/assets/"  # their names change with their contents
WHITENOISE_INDEX_FILE = False
WHITENOISE_MIMETYPES = {".webmanifest": "application/manifest+json"}

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = SECURE
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ALLAUTH_TRUSTED_PROXY_COUNT else None
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_HSTS_PRELOAD = SECURE
SILENCED_SYSTEM_CHECKS = ["security.W002"]  # tracker.headers says DENY to every frame

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"outages": {"()": "tracker.outages.WithoutTrace"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["outages"]}},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "INFO")},
    "loggers": {"django.request": {"level": "ERROR"}},
}
