"""One way to search and to sort by names: what people type finds what was written, however either is spelled.

Letters are compared by their base: é as e, ł as l, ß as ss, İ as i, composed or decomposed, in any case.
Apostrophes count for nothing, hyphens as spaces. It is done here and not by the database, because a collation
or an extension that knows these letters is not in every PostgreSQL. Sources: Unicode NFKD and case folding
(UAX 15, Unicode 3.13); the letters that do not decompose are those of the Unicode collation's root order.
"""

from unicodedata import combining, normalize

_ALONE = {
    "ł": "l",
    "ø": "o",
    "đ": "d",
    "ħ": "h",
    "ŧ": "t",
    "ı": "i",
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
    "ð": "d",
}
_NOTHING = "'\u2018\u2019\u201b\u02bc\u02b9\u0060\u00b4\u2032"
_SPACES = "-\u2010\u2011\u2012\u2013\u2014\u00a0/,.;:()"
_MARKS = str.maketrans({**_ALONE, **dict.fromkeys(_NOTHING), **dict.fromkeys(_SPACES, " ")})
NO_MATCH = 6


def folded(text: str) -> str:
    """The text by its base letters, in lower case, with single spaces: to compare and to sort by."""
    apart = normalize("NFKD", text.translate(_MARKS)).casefold()
    bare = "".join(email for email in normalize("NFKD", apart) if not combining(email))
    return " ".join(bare.translate(_MARKS).split())


def rank(asked: str, name: str, said: str = "") -> int:
    """How well a thing answers to what is `asked`; 0 is best, NO_MATCH is not at all.

    Its name itself, a name that begins so, a name with all the words at the beginning of words, a name with
    all of them inside, some of them in the name and the rest in what else is `said` of it, or all of them
    there. Nothing asked is answered by everything.
    """
    wanted, called = folded(asked), folded(name)
    words = wanted.split()
    whole = f"{called} {folded(said)}"
    if not all(word in whole for word in words):
        return NO_MATCH
    begins = [f" {word}" in f" {called}" for word in words]
    steps = (
        called == wanted,
        called.startswith(wanted),
        all(begins),
        all(word in called for word in words),
        any(begins),
    )
    return steps.index(True) if True in steps else len(steps)
