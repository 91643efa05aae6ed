"""E-mail addresses in one normal form, so that an address is found however it was typed."""

import unicodedata

import idna


def normal_address(address: str) -> str:
    """`address` stripped, in lower case, with its domain in the ASCII form of mail.

    A browser sends `kontakt@xn--bcher-kva.example` where a person typed `kontakt@bücher.example`; both become
    the former (UTS 46 without the transitional mapping, RFC 5891). An invalid address, such as a text without
    `@`, is only stripped and put in lower case: the caller validates it.
    """
    text = unicodedata.normalize("NFC", address.strip()).lower()
    name, at, domain = text.rpartition("@")
    return f"{name}{at}{_in_ascii(domain)}" if at else text


def shown_address(address: str) -> str:
    """`address` as its owner knows it: a domain beyond ASCII in its own letters."""
    name, at, domain = address.rpartition("@")
    try:
        return f"{name}{at}{idna.decode(domain)}" if "xn--" in domain else address
    except idna.IDNAError:
        return address


def _in_ascii(domain: str) -> str:
    if domain.isascii():
        return domain
    try:
        return idna.encode(domain, uts46=True, transitional=False).decode()
    except idna.IDNAError:
        return domain
