"""Footing's addresses and one view that does nothing but know who asks: the floor of every answer."""

from django.urls import path
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.permissions import IsPatient
from tracker.urls import urlpatterns as footing


class Nothing(APIView):
    """Signs the requester in, checks the permission, answers nothing."""

    permission_classes = [IsPatient]

    def get(self, request: Request) -> Response:
        return Response(status=204)


urlpatterns = [path("api/v1/nothing/", Nothing.as_view()), *footing]
