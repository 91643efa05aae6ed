"""Texts of reminders on a lock screen: plain, friendly, changing; nothing about pain, exercise or clinic.

English, as the keys of the catalogues; the renderer translates them.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from notifications.rules.notification import Kind
from notifications.rules.wording import Text, gettext_noop

TEXTS: Mapping[str, Sequence[Text]] = {
    Kind.EXERCISE: (
        Text(gettext_noop("A few minutes for you"), gettext_noop("Your plan for today is ready.")),
        Text(gettext_noop("Ready when you are"), gettext_noop("A short while is enough.")),
        Text(gettext_noop("Your plan for today"), gettext_noop("Start small; every bit counts.")),
        Text(gettext_noop("A good moment?"), gettext_noop("If it suits you now, open today's plan.")),
        Text(gettext_noop("Time for yourself"), gettext_noop("Take it at your own pace.")),
    ),
    Kind.PAIN: (
        Text(gettext_noop("How is today?"), gettext_noop("One tap is enough to note it.")),
        Text(gettext_noop("A quick check-in"), gettext_noop("It takes ten seconds.")),
        Text(gettext_noop("How are things?"), gettext_noop("Your note helps to see how it goes.")),
        Text(gettext_noop("Just checking in"), gettext_noop("Note today while you think of it.")),
    ),
    Kind.FOOT_CHECK: (
        Text(gettext_noop("A ten-second look"), gettext_noop("Your daily look is due.")),
        Text(gettext_noop("A daily habit"), gettext_noop("A short look now keeps the habit.")),
        Text(gettext_noop("Your daily look"), gettext_noop("Ten seconds, then it is done.")),
    ),
}
SCREENS: Mapping[str, str] = {
    Kind.EXERCISE: "/",
    Kind.PAIN: "/?note",
    Kind.FOOT_CHECK: "/",
}
"""The screen of each kind, by a URL that reveals as little: previews and logs show it. An older app that does
not know the URL opens Today.
"""


def path_of(kind: str, reminded: UUID) -> str:
    """The URL in the app that a tap on the reminder `reminded` opens."""
    screen = SCREENS[kind]
    return f"{screen}{'&' if '?' in screen else '?'}reminded={reminded}"


def text_for(kind: str, on: date, slot: int) -> Text:
    """The text of a reminder on a local date; it changes with the day and with the time of day."""
    texts = TEXTS[kind]
    return texts[(on.toordinal() + slot // 60) % len(texts)]
