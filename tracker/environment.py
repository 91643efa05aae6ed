"""Strict readers of the environment: an invalid value stops the start and names its variable."""

import os
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from common.phone import is_callable

_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"0", "false", "no", "off", ""}


class Environment:
    """Reads `NAME` or, for secrets kept in files, the content of the file that `NAME_FILE` points at."""

    def __init__(self, variables: Mapping[str, str] = os.environ) -> None:
        self._variables = variables

    def text(self, name: str, default: str | None = None) -> str | None:
        """The value, stripped; `default` if it is missing or empty.

        Raises ImproperlyConfigured if both `NAME` and `NAME_FILE` are set or the file cannot be read.
        """
        value, path = self._variables.get(name), self._variables.get(f"{name}_FILE")
        if value and path:
            raise ImproperlyConfigured(f"{name} and {name}_FILE are both set: keep one.")
        if path:
            value = self._file(name, path)
        return value.strip() if value and value.strip() else default

    def required(self, name: str) -> str:
        """The value; raises ImproperlyConfigured when there is none."""
        value = self.text(name)
        if value is None:
            raise ImproperlyConfigured(f"{name} is not set (or give {name}_FILE).")
        return value

    def flag(self, name: str, default: bool = False) -> bool:
        """A yes or no: 1/true/yes/on or 0/false/no/off. Anything else raises ImproperlyConfigured."""
        value = self.text(name)
        if value is None:
            return default
        if value.lower() in _TRUE:
            return True
        if value.lower() in _FALSE:
            return False
        raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")

    def number(self, name: str, default: int, least: int = 0, most: int = 10**9) -> int:
        """A whole number from `least` to `most`; anything else raises ImproperlyConfigured."""
        value = self.text(name)
        if value is None:
            return default
        if not value.isascii() or not value.removeprefix("-").isdigit() or not least <= int(value) <= most:
            raise ImproperlyConfigured(
                f"{name} must be a whole number from {least} to {most}, not {value!r}."
            )
        return int(value)

    def phone(self, name: str) -> str:
        """A telephone number, or "" where none is set; else raises ImproperlyConfigured."""
        value = self.text(name, "") or ""
        if value and not is_callable(value):
            raise ImproperlyConfigured(f"{name} must be a telephone number such as 112, not {value!r}.")
        return value

    def words(self, name: str, default: list[str]) -> list[str]:
        """A comma-separated list, blanks dropped."""
        value = self.text(name)
        return default if value is None else [word.strip() for word in value.split(",") if word.strip()]

    def url(self, name: str, schemes: set[str], default: str | None = None) -> str | None:
        """A URL with one of the `schemes`; else ImproperlyConfigured is raised, without showing the value."""
        value = self.text(name, default)
        if value is not None and not _is_url(value, schemes):
            raise ImproperlyConfigured(
                f"{name} must be a URL that starts with {' or '.join(sorted(schemes))}://."
            )
        return value

    @staticmethod
    def _file(name: str, path: str) -> str:
        try:
            return Path(path).read_text(encoding="utf-8")
        except OSError as error:
            raise ImproperlyConfigured(f"{name}_FILE cannot be read: {error.strerror} ({path}).") from error

    def mail(self, home: Path) -> dict[str, object]:
        """Django's mail settings from EMAIL_URL: `smtp://`, `smtps://` (TLS) or `smtp+tls://` (STARTTLS).

        Without EMAIL_URL, e-mails are written to files under `home`/mail, so that none is lost. Raises
        ImproperlyConfigured for any other scheme or a missing host.
        """
        url = self.url("EMAIL_URL", {"smtp", "smtps", "smtp+tls"})
        if url is None:
            folder = home / "mail"
            return {
                "EMAIL_BACKEND": "tracker.mail.FileMail",
                "EMAIL_FILE_PATH": str(folder),
            }
        parts = urlsplit(url)
        if not parts.hostname:
            raise ImproperlyConfigured("EMAIL_URL names no host.")
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "EMAIL_HOST": parts.hostname,
            "EMAIL_PORT": parts.port or {"smtp": 25, "smtps": 465, "smtp+tls": 587}[parts.scheme],
            "EMAIL_HOST_USER": unquote(parts.username or ""),
            "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
            "EMAIL_USE_SSL": parts.scheme == "smtps",
            "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
            "EMAIL_TIMEOUT": 20,
        }


def _is_url(value: str, schemes: set[str]) -> bool:
    try:
        parts = urlsplit(value)
        return parts.scheme in schemes and (parts.port is None or parts.port > 0)
    except ValueError:  # a port that is no number, a bracket too many
        return False


def version() -> str:
    """The version of Footing that is installed, or `source` where it runs from its tree."""
    try:
        return metadata.version("footing")
    except metadata.PackageNotFoundError:
        return "source"
