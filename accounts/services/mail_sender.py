"""Sends e-mails about signing in at once, beside the threads that answer requests.

It works without Redis and the worker. A periodic task (`services.outgoing_mail.sweep_mail`) picks up what it
leaves behind, such as when the process ends.
"""

import logging
from threading import Event, Lock, Thread

from django.db import connections

from accounts.services.outgoing_mail import send_due_mail
from common import clock

log = logging.getLogger("footing.sign_in")


class MailSender:
    """One thread of a process, started with the first e-mail."""

    def __init__(self) -> None:
        self._due = Event()
        self._lock = Lock()
        self._thread: Thread | None = None

    def wake(self) -> None:
        """There is something to send."""
        self._due.set()
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                self._thread = Thread(target=self._run, name="sign-in mail", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        while True:
            self._due.wait()
            self._due.clear()
            try:
                send_due_mail(now=clock.now())
            except Exception as error:  # the row stays, and a periodic task sends it
                log.error("Sign-in mail was left to the periodic task: %s", type(error).__name__)
            finally:
                connections.close_all()


SENDER = MailSender()
