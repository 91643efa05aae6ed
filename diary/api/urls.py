from django.urls import path

from diary.api import views

urlpatterns = [
    path("diary/changes/", views.ChangesView.as_view(), name="diary-changes"),
    path("diary/entries/<uuid:entry_id>/history/", views.HistoryView.as_view(), name="diary-entry-history"),
    path("patients/<str:patient_id>/diary/", views.PatientDiaryView.as_view(), name="patient-diary"),
    path("me/export/", views.ExportView.as_view(), name="me-export"),
]
