"""Digits of any script as ASCII digits."""

import unicodedata


def plain_digits(text: str) -> str:
    """`text` with every decimal digit (Unicode category Nd: Arabic-Indic, full-width, ...) as 0 to 9."""
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)
