"""What a name may contain: it appears in e-mails and lists beside other text, so it is one plain line."""

import unicodedata

# Control characters, line and paragraph separators, direction marks, invisible characters.
_UNFIT = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_JOINERS = frozenset("\u200c\u200d")  # needed to write Persian, Urdu and the scripts of India


def is_name(text: str) -> bool:
    """Whether `text` is a valid name: one visible line without control characters or invisible marks."""
    fit = all(sign in _JOINERS or unicodedata.category(sign) not in _UNFIT for sign in text)
    return fit and any(not sign.isspace() and sign not in _JOINERS for sign in text)
