from django.urls import path

from accounts.api.views.app import AppView, DemoSignInView
from accounts.api.views.me import MeView, OwnPatientView
from accounts.api.views.tokens import TokensView, TokenView

urlpatterns = [
    path("app/", AppView.as_view(), name="app"),
    path("demo/sign-in/", DemoSignInView.as_view(), name="demo-sign-in"),
    path("me/", MeView.as_view(), name="me"),
    path("me/patient/", OwnPatientView.as_view(), name="me-patient"),
    path("tokens/", TokensView.as_view(), name="tokens"),
    path("tokens/<uuid:token_id>/", TokenView.as_view(), name="token"),
]
