"""The form of a message on a lock screen, and the text of a test push.

English, as the keys of the catalogues; the renderer translates it.
"""

from typing import NamedTuple


def gettext_noop(text: str) -> str:
    """Marks `text` for the catalogues."""
    return text


class Text(NamedTuple):
    """A title of a few words, and one sentence."""

    title: str
    body: str


TEST = Text(gettext_noop("It works"), gettext_noop("Messages reach this device."))
