"""Probes: `/healthz` says the server is alive, `/readyz` that it can do its work."""

from django.http import HttpRequest, JsonResponse


def alive(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "alive"})


def ready(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "ready"})
