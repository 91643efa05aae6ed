"""Checks of a device's fields: each returns the value, or raises a problem that names the field.

Checked values are stored unchanged: nothing is filled in, corrected or left out.
"""

import re
from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

NOTE_LENGTH = 2000
FIRST_YEAR, LAST_YEAR = 1970, 2199  # a phone whose clock was reset says 1970; no diary is later than 2199
_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", re.ASCII)
_UNREADABLE = re.compile("[\x00\ud800-\udfff]")

Check = Callable[[Any], object]


class Problem(Exception):
    """Why a value is refused: `code` for programs, `field` as a dotted path, `limits` for the sentence."""

    def __init__(self, code: str, field: str = "", **limits: object) -> None:
        super().__init__(code, field)
        self.code = code
        self.field = field
        self.limits = limits

    def inside(self, name: str | int) -> "Problem":
        """The same problem, seen from the field `name` that contains it."""
        return Problem(self.code, f"{name}.{self.field}" if self.field else str(name), **self.limits)


def identifier(value: Any) -> UUID:
    """A UUID in its usual form of 36 characters. Raises Problem `not_an_id`."""
    if not isinstance(value, str) or not _UUID.fullmatch(value):
        raise Problem("not_an_id")
    return UUID(int=int(value.replace("-", ""), 16))


def instant(value: Any) -> datetime:
    """An ISO 8601 instant with its offset, of a year that calendars can hold.

    Raises Problem `not_an_instant` or `instant_out_of_range`.
    """
    if not isinstance(value, str) or len(value) > 40:
        raise Problem("not_an_instant")
    try:
        read = datetime.fromisoformat(value)
    except ValueError:
        raise Problem("not_an_instant") from None
    if read.tzinfo is None:
        raise Problem("not_an_instant")
    if not FIRST_YEAR <= read.year <= LAST_YEAR:
        raise Problem("instant_out_of_range", low=FIRST_YEAR, high=LAST_YEAR)
    return read


def boolean(value: Any) -> None:
    """True or false. Raises Problem `not_yes_or_no`."""
    if not isinstance(value, bool):
        raise Problem("not_yes_or_no")


def text(value: Any) -> None:
    """The patient's own text, at most 2,000 characters. Raises Problem.

    NUL and halves of a surrogate pair are refused because no database can store them.
    """
    if not isinstance(value, str):
        raise Problem("not_text")
    if len(value) > NOTE_LENGTH:
        raise Problem("too_long", most=NOTE_LENGTH)
    if _UNREADABLE.search(value):
        raise Problem("unreadable_text")


def whole(low: int, high: int, code: str = "out_of_range") -> Check:
    """A whole number from `low` to `high`; true and 4.0 are not whole numbers. Raises Problem `code`."""

    def check(value: Any) -> None:
        if type(value) is not int:
            raise Problem("not_a_whole_number", low=low, high=high)
        if not low <= value <= high:
            raise Problem(code, low=low, high=high)

    return check


def word(words: Collection[str]) -> Check:
    """One of `words`. Raises Problem `unknown_word`."""
    known = frozenset(str(each) for each in words)

    def check(value: Any) -> None:
        if not isinstance(value, str) or value not in known:
            raise Problem("unknown_word", words=", ".join(str(each) for each in words))

    return check


def nullable(check: Check) -> Check:
    """The value as `check` accepts it, or null for "not answered"."""
    return lambda value: None if value is None else check(value)


def list_of(check: Check, most: int, least: int = 0) -> Check:
    """From `least` to `most` values that `check` accepts. Raises Problem with the index in the list."""

    def check_all(value: Any) -> None:
        if not isinstance(value, list):
            raise Problem("not_a_list")
        if not least <= len(value) <= most:
            raise Problem("empty" if len(value) < least else "too_many", most=most)
        for place, each in enumerate(value):
            try:
                check(each)
            except Problem as found:
                raise found.inside(place) from None

    return check_all


def words_of(words: Collection[str], least: int = 0) -> Check:
    """A list of different words out of `words`. Raises Problem."""
    check_all = list_of(word(words), most=len(words), least=least)

    def check(value: Any) -> None:
        check_all(value)
        distinct(value)

    return check


def distinct(told: list[Any], key: Callable[[Any], object] = lambda each: each) -> None:
    """Check that no two items share their `key`. Raises Problem `told_twice` with the index of the second."""
    keys = [key(each) for each in told]
    if len(set(keys)) < len(keys):
        place = next(place for place, each in enumerate(keys) if each in keys[:place])
        raise Problem("told_twice", str(place))


def shape(required: Mapping[str, Check], optional: Mapping[str, Check]) -> Check:
    """An object with every field of `required`, any of `optional`, and no other.

    A field unknown to this version is refused rather than dropped, so that no answer is lost silently.
    """
    checks = {**required, **optional}

    def check(value: Any) -> None:
        if not isinstance(value, dict):
            raise Problem("not_an_object")
        for name in required:
            if name not in value:
                raise Problem("missing", name)
        if not value.keys() <= checks.keys():
            raise Problem("unknown_field", readable(next(name for name in value if name not in checks)))
        field = ""
        try:
            for field, told in value.items():
                checks[field](told)
        except Problem as found:
            raise found.inside(field) from None

    return check


def readable(name: str) -> str:
    """A name from outside, safe to repeat: no halves of surrogate pairs, at most 60 characters."""
    return _UNREADABLE.sub("\ufffd", name[:60])
