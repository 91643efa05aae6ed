"""Every address: the contract under /api/v1/, sign-in under /_allauth/, the app for the rest."""

from django.urls import URLPattern, URLResolver, include, path, re_path

from notifications.api.unsubscribing import short_address
from tracker import health, pages

api: list[URLPattern | URLResolver] = [
    # what phones ask for most stands first: an address is looked for from the top
    path("", include("exercises.api.urls")),
    path("", include("diary.api.urls")),
    path("", include("accounts.api.urls")),
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
