"""What a name may hold: it stands in e-mails and lists beside other words, so it is one plain line."""

import unicodedata

# Control signs, line and paragraph ends, signs that turn the direction of what follows or cannot be seen.
_UNFIT = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_JOINERS = frozenset("\u200c\u200d")  # without which Persian, Urdu and the scripts of India are written wrong


def is_name(text: str) -> bool:
    """Whether `text` is fit for a name: one line, something to see, no control or direction marks."""
    fit = all(sign in _JOINERS or unicodedata.category(sign) not in _UNFIT for sign in text)
    return fit and any(not sign.isspace() and sign not in _JOINERS for sign in text)
