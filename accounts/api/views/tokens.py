"""Access tokens for one's own programs."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import generics, status
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts import queries
from accounts.api.authentication import used_second_factor
from accounts.api.permissions import IsBrowser, IsSignedIn
from accounts.api.requests import PersonRequest
from accounts.api.serializers import MadeTokenOut, TokenIn, TokenOut
from accounts.rules.roles import Scope
from accounts.services import tokens
from common import clock
from common.problems import Refused


@extend_schema_view(get=extend_schema(operation_id="tokens"))
class TokensView(generics.ListAPIView[Any]):
    """One's access tokens, newest first; the plain tokens cannot be shown again."""

    serializer_class = TokenOut
    request: PersonRequest

    def get_permissions(self) -> list[Any]:
        return [IsBrowser()] if self.request.method == "POST" else [IsSignedIn()]

    def get_queryset(self) -> Any:
        return queries.tokens_of(self.request.user)

    @extend_schema(operation_id="tokens_make", request=TokenIn, responses={201: MadeTokenOut})
    def post(self, request: PersonRequest) -> Response:
        """Make a token. The answer holds it in plain, this once. Only in a browser's session."""
        form = TokenIn(data=request.data)
        form.is_valid(raise_exception=True)
        asked = {**form.validated_data, "scope": Scope(form.validated_data["scope"])}
        proved = used_second_factor(request._request, request.user)
        try:
            made = tokens.create_token(user=request.user, now=clock.now(), second_factor=proved, **asked)
        except tokens.TooManyTokens:
            words = _("You have %(most)d tokens, as many as there can be. Revoke one first.")
            raise Refused("too_many_tokens", words % {"most": tokens.MOST_TOKENS}, status=409) from None
        answer = {**TokenOut(made.token).data, "token": made.plain}
        return Response(answer, status=status.HTTP_201_CREATED)


class TokenView(APIView):
    """One access token."""

    @extend_schema(operation_id="tokens_revoke", responses={204: None})
    def delete(self, request: PersonRequest, token_id: UUID) -> Response:
        """Revoke a token: from now on it opens nothing."""
        try:
            tokens.revoke_token(user=request.user, token_id=token_id, now=clock.now())
        except tokens.UnknownToken:
            raise Http404 from None
        return Response(status=status.HTTP_204_NO_CONTENT)
