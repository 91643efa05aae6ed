"""Mail without a mail server: files, and sign-in codes in the terminal."""

import re
import sys

from django.conf import settings
from django.core.mail.backends.filebased import EmailBackend
from django.core.mail.message import EmailMessage

CODE = re.compile(r"^\d{6,8}$", re.MULTILINE)


class FileMail(EmailBackend):
    """Writes each e-mail to a file under EMAIL_FILE_PATH.

    On a local address, a sign-in code is shown on standard error too. On a public one it is not, because a
    reader of the log could sign in with it.
    """

    def write_message(self, message: EmailMessage) -> None:
        super().write_message(message)
        found = CODE.search(str(message.body))
        if found and not settings.SECURE:
            sys.stderr.write(f"footing: a sign-in code was asked for: {found[0]}\n")
            sys.stderr.flush()
