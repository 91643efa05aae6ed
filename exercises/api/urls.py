from django.urls import URLPattern, path

from exercises.api.views import assignments, intake, library, plan
from exercises.queries.plan import Parts


def addresses(*, plan_parts: Parts) -> list[URLPattern]:
    """The addresses of this app; `plan_parts` is what layers above add to the plan."""
    return [path("plan/", plan.PlanView.as_view(parts=plan_parts), name="plan"), *_OTHERS]


_OTHERS = [
    path("conditions/", library.ConditionsView.as_view(), name="conditions"),
    path("conditions/<slug:slug>/", library.ConditionView.as_view(), name="condition"),
    path("exercises/", library.ExercisesView.as_view(), name="exercises"),
    path("exercises/<slug:slug>/", library.ExerciseView.as_view(), name="exercise"),
    path("routines/", library.RoutinesView.as_view(), name="routines"),
    path("routines/<uuid:routine_id>/", library.RoutineView.as_view(), name="routine"),
    path(
        "patients/<str:patient_id>/assignments/",
        assignments.PatientAssignmentsView.as_view(),
        name="patient-assignments",
    ),
    path("patients/<str:patient_id>/resume/", assignments.PatientResumeView.as_view(), name="patient-resume"),
    path("patients/<str:patient_id>/zones/", assignments.ZonesView.as_view(), name="patient-zones"),
    path("assignments/<uuid:assignment_id>/", assignments.AssignmentView.as_view(), name="assignment"),
    path(
        "assignments/<uuid:assignment_id>/versions/",
        assignments.VersionsView.as_view(),
        name="assignment-versions",
    ),
    path(
        "assignments/<uuid:assignment_id>/versions/<int:version>/",
        assignments.VersionView.as_view(),
        name="assignment-version",
    ),
    path("assignments/<uuid:assignment_id>/hold/", assignments.HoldView.as_view(), name="assignment-hold"),
    path(
        "assignments/<uuid:assignment_id>/resume/",
        assignments.ResumeView.as_view(),
        name="assignment-resume",
    ),
    path("assignments/<uuid:assignment_id>/end/", assignments.EndView.as_view(), name="assignment-end"),
    path("me/patient/", intake.OwnPatientView.as_view(), name="me-patient"),
    path("me/starter/", plan.StarterView.as_view(), name="starter"),
]
