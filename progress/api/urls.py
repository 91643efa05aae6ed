from django.urls import path

from progress.api import views

urlpatterns = [
    path("patients/", views.CaseloadView.as_view(), name="patients"),
    path("patients/<uuid:patient_id>/", views.PatientView.as_view(), name="patient"),
    path("patients/<str:patient_id>/progress/", views.ProgressView.as_view(), name="patient-progress"),
    path("flags/", views.FlagsView.as_view(), name="flags"),
    path("flags/<uuid:flag_id>/acknowledge/", views.AcknowledgeFlagView.as_view(), name="flag-acknowledge"),
    path("flags/<uuid:flag_id>/resolve/", views.ResolveFlagView.as_view(), name="flag-resolve"),
]
