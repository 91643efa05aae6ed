"""People who are all due at the same minute, and a mail server that records what reaches it."""

import asyncio
import json
import os
from base64 import b64decode
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

import http_ece

from tests.push_service.browser import Browser

PEOPLE = """
INSERT INTO accounts_user (id, email, name, time_zone, language, is_active, synthetic, created_at)
SELECT md5('u' || n)::uuid, 'p' || n || '@example.org', 'P', 'UTC', 'en', true, true, %(now)s
FROM generate_series(1, %(people)s) n
"""
PATIENTS = """
INSERT INTO accounts_patient (id, user_id, created_at)
SELECT md5('p' || n)::uuid, md5('u' || n)::uuid, %(now)s FROM generate_series(1, %(people)s) n
"""
CARE = """
INSERT INTO accounts_episode (id, patient_id, condition, started_on, created_at)
SELECT gen_random_uuid(), md5('p' || n)::uuid, 'metatarsalgia', %(now)s::date - 30, %(now)s
FROM generate_series(1, %(people)s) n
"""
SETTINGS = """
INSERT INTO notifications_notificationsettings (user_id, zone, quiet_from, quiet_to, push, email, weekly_on,
  weekly_day, weekly_hour)
SELECT md5('u' || n)::uuid, 'UTC', '00:00', '00:00', true, true, true, 1, 7
FROM generate_series(1, %(people)s) n
"""
RULES = """
INSERT INTO reminders_reminder (id, patient_id, kind, times, days, channels, enabled, created_at, changed_at)
SELECT md5('r' || n || k.kind || k.at)::uuid, md5('p' || n)::uuid, k.kind, ARRAY[k.at], '{1,2,3,4,5,6,7}',
  '{email}', true, %(now)s, %(now)s
FROM generate_series(1, %(people)s) n,
  unnest(%(kinds)s::text[], %(times)s::text[]) AS k (kind, at)
"""
SLOTS = """
INSERT INTO reminders_scheduledtime (group_id, reminder_id, slot, weekdays, user_id, patient_id, kind)
SELECT b.id, r.id, extract(hour FROM b.at) * 60 + extract(minute FROM b.at), 127, p.user_id, p.id, r.kind
FROM reminders_reminder r JOIN accounts_patient p ON p.id = r.patient_id
JOIN reminders_schedulegroup b ON to_char(b.at, 'HH24:MI') = r.times[1]
"""

# Everybody's devices have the same keys: they tell nobody apart, the address does.
SUBSCRIPTIONS = """
INSERT INTO notifications_pushsubscription (id, user_id, endpoint, p256dh, auth, device, created_at,
  last_problem, close_reason)
SELECT gen_random_uuid(), u.id, %(origin)s || '/push/' || u.id, %(p256dh)s, %(auth)s, '', %(now)s, '', ''
FROM generate_series(1, %(people)s, %(step)s) n JOIN accounts_user u ON u.id = md5('u' || n)::uuid
"""
BY_PUSH = """
UPDATE reminders_reminder r SET channels = '{push}'
FROM accounts_patient p JOIN notifications_pushsubscription s USING (user_id) WHERE p.id = r.patient_id
"""


def gather(people: int, since: datetime, *rules: tuple[str, str]) -> None:
    """So many patients in UTC without quiet hours, each with these daily reminders (kind and time HH:MM);
    notifications are planned from `since` on."""
    from django.db import connection

    from reminders.models import ScheduleGroup

    ScheduleGroup.objects.bulk_create(
        ScheduleGroup(
            zone="UTC",
            at=at,
            quiet_from="00:00",
            quiet_to="00:00",
            planned_to=since.date() - timedelta(days=1),
            next_plan_at=since,
        )
        for at in sorted({at for _kind, at in rules})
    )
    kinds, times = (list(each) for each in zip(*rules, strict=True))
    values: dict[str, Any] = {"people": people, "now": since, "kinds": kinds, "times": times}
    with connection.cursor() as cursor:
        for statement in (PEOPLE, PATIENTS, CARE, SETTINGS, RULES, SLOTS):
            cursor.execute(statement, values)
        cursor.execute("ANALYZE")


def subscribe(people: int, browser: Browser, now: datetime, step: int = 1) -> None:
    """Every `step`th of these people is pushed to, at the origin and with the keys of `browser`, each at
    /push/<user>."""
    from django.db import connection

    keys = browser.subscription["keys"]
    values: dict[str, Any] = {**keys, "origin": browser.origin, "now": now, "people": people, "step": step}
    with connection.cursor() as cursor:
        cursor.execute(SUBSCRIPTIONS, values)
        cursor.execute(BY_PUSH)
        cursor.execute("ANALYZE")


def next_minute(people: int) -> datetime:
    """The beginning of the next minute that leaves time enough to plan for so many."""
    from common import clock

    ready_at = clock.now().astimezone(UTC) + timedelta(seconds=15 + people / 200)
    return ready_at.replace(second=0, microsecond=0) + timedelta(minutes=1)


@contextmanager
def mail_sink(log: Path, seconds: float) -> Iterator[int]:
    """The port of a mail server in a process of its own: it takes `seconds` over each e-mail and writes its
    Message-ID into `log` before it says that it has it."""
    context = get_context("spawn")
    told, tell = context.Pipe(duplex=False)
    process = context.Process(target=_serve, args=(str(log), seconds, tell), daemon=True)
    process.start()
    try:
        yield told.recv()
    finally:
        process.terminate()
        process.join()


def on_the_wire(log: Path) -> Counter[str]:
    """How often each Message-ID reached the mail server."""
    return Counter(log.read_text().split()) if log.exists() else Counter()


class Pushed(NamedTuple):
    """What makes one push replace another: the device's path, the Topic, and the tag that it decrypts to."""

    path: str
    topic: str
    tag: str


def pushed(log: Path, browser: Browser) -> Counter[Pushed]:
    """How often each of them reached the push service, read with the keys of `browser`."""
    lines = log.read_text().splitlines() if log.exists() else []
    return Counter(_pushed(line.split(" "), browser) for line in lines)


def _pushed(line: list[str], browser: Browser) -> Pushed:
    path, topic, body = line
    plain = http_ece.decrypt(
        b64decode(body), private_key=browser.key, auth_secret=browser.auth, version="aes128gcm"
    )
    return Pushed(path, topic, json.loads(plain)["notification"]["tag"])


def _serve(log: str, seconds: float, tell: object) -> None:
    asyncio.run(_listen(log, seconds, tell))


async def _listen(log: str, seconds: float, tell: object) -> None:
    book = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    async def converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 sink\r\n")
        try:
            while line := await reader.readline():
                word = line[:4].upper()
                if word == b"DATA":
                    writer.write(b"354 go on\r\n")
                    email = await reader.readuntil(b"\r\n.\r\n")
                    await asyncio.sleep(seconds)
                    os.write(book, _message_id(email) + b"\n")
                writer.write(b"221 bye\r\n" if word == b"QUIT" else b"250 OK\r\n")
                await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass  # a sender was killed
        writer.close()

    server = await asyncio.start_server(converse, "127.0.0.1", 0)
    tell.send(server.sockets[0].getsockname()[1])  # type: ignore[attr-defined]
    await server.serve_forever()


def _message_id(email: bytes) -> bytes:
    lines = email.split(b"\r\n\r\n")[0].split(b"\r\n")
    return next(line[11:].strip() for line in lines if line.lower().startswith(b"message-id:"))
