from django.urls import path

from progress.api import flag_views, views

urlpatterns = [
    path("patients/", views.CaseloadView.as_view(), name="patients"),
    path("patients/<uuid:patient_id>/", views.PatientView.as_view(), name="patient"),
    path("patients/<str:patient_id>/progress/", views.ProgressView.as_view(), name="patient-progress"),
    path("flags/", flag_views.FlagsView.as_view(), name="flags"),
    path(
        "flags/<uuid:flag_id>/acknowledge/",
        flag_views.AcknowledgeFlagView.as_view(),
        name="flag-acknowledge",
    ),
    path("flags/<uuid:flag_id>/snooze/", flag_views.SnoozeFlagView.as_view(), name="flag-snooze"),
    path("flags/<uuid:flag_id>/resolve/", flag_views.ResolveFlagView.as_view(), name="flag-resolve"),
    path("flags/<uuid:flag_id>/reopen/", flag_views.ReopenFlagView.as_view(), name="flag-reopen"),
    path("flags/<uuid:flag_id>/assign/", flag_views.AssignFlagView.as_view(), name="flag-assign"),
]
