"""One way to search and sort by names: text that people type finds the name in any spelling.

Letters are compared by their base: é as e, ł as l, ß as ss, İ as i, composed or decomposed, in any case.
Apostrophes are ignored, hyphens count as spaces. The database does not do it, because not every PostgreSQL
has a collation or an extension that knows these letters. Sources: Unicode NFKD and case folding (UAX 15,
Unicode 3.13); the letters that do not decompose are those of the Unicode collation's root order.
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
    bare = "".join(letter for letter in normalize("NFKD", apart) if not combining(letter))
    return " ".join(bare.translate(_MARKS).split())


def rank(asked: str, name: str, said: str = "") -> int:
    """The rank of a result for the search words `asked`; 0 is best, NO_MATCH is none.

    Equal name, name with that beginning, all words at the beginning of the name's words, all words inside the
    name, some words in the name and the others in the further text `said`, all words there. An empty search
    matches everything.
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
