"""How a request says whose it is: a browser's session, or a program's bearer token."""

from rest_framework.authentication import SessionAuthentication


class BrowserSession(SessionAuthentication):
    """The session cookie, with the CSRF header on everything that writes; 401 when there is none."""

    def authenticate_header(self, request: object) -> str:
        return "Session"


class BearerToken(SessionAuthentication):
    """`Authorization: Bearer <token>`."""

    def authenticate(self, request: object) -> None:
        return None
