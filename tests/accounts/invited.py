"""What somebody does who was invited."""

from rest_framework.test import APIClient

from accounts import queries
from accounts.models import Invitation


def token_of(invitation: Invitation) -> str:
    return queries.link_of(invitation).rsplit("/", 1)[1]


def accept(client: APIClient, invitation: Invitation, **body):
    return client.post(f"/api/v1/invitations/{token_of(invitation)}/accept/", body)


def facts(invitation: Invitation):
    return APIClient().get(f"/api/v1/invitations/{token_of(invitation)}/")
