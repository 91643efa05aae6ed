from django.urls import path

from summaries.api import views

urlpatterns = [
    path("summaries/", views.SummariesView.as_view(), name="summaries"),
    path("summaries/<int:year>-W<int:week>/", views.SummaryView.as_view(), name="summary"),
]
