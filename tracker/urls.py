"""Every address: the contract under /api/v1/, sign-in under /_allauth/, the app for the rest."""

from django.urls import URLPattern, URLResolver, include, path, re_path

from accounts.api import urls as accounts
from exercises.api import urls as exercises
from exercises.queries.library import is_condition
from notifications.api.unsubscribing import short_address
from progress.services.owners import hand_on_flags
from reminders.queries.plan import PLAN_PARTS
from tracker import health, pages

api: list[URLPattern | URLResolver] = [
    # what phones ask for most stands first: an address is looked for from the top
    path("", include(exercises.addresses(plan_parts=PLAN_PARTS))),
    path("", include("diary.api.urls")),
    path("", include(accounts.addresses(is_condition=is_condition, care_team_changed=hand_on_flags))),
    path("", include("progress.api.urls")),
    path("", include("reminders.api.urls")),
    path("", include("summaries.api.urls")),
    path("", include("notifications.api.urls")),
    path("schema/", pages.DocumentView.as_view(), name="schema"),
    path("docs/", pages.reference, name="docs"),
    re_path(r"^.*$", pages.unknown_api),
]

urlpatterns = [
    path("healthz", health.alive),
    path("readyz", health.ready),
    path("api/v1/", include(api)),
    path("u/<str:token>", short_address),
    path("_allauth/", include("accounts.api.sign_in_urls")),
    re_path(r"^(?!api/|u/|_allauth/|static/|assets/|robots\.txt$).*$", pages.app),
]

handler400 = "tracker.pages.bad_request"
handler403 = "tracker.pages.forbidden"
handler404 = "tracker.pages.not_found"
handler500 = "tracker.pages.server_error"
