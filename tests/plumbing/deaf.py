"""An application that hears only who wants to be heard, for a real web server in front of it."""

from collections.abc import Iterable
from typing import Any

from tracker.bodies import WholeBodies

MOST = 100_000


def _hear(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    length = int(environ.get("CONTENT_LENGTH") or 0)
    heard = len(environ["wsgi.input"].read(length)) if environ["PATH_INFO"] == "/heard" else 0
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [str(heard).encode()]


application = WholeBodies(_hear, MOST)
