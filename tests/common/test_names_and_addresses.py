"""One plain line for names, one form for addresses, ten shapes for digits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.addresses import normal_address, shown_address
from common.digits import plain_digits
from common.names import is_name


@pytest.mark.parametrize(
    "name",
    [
        "Ana María",
        "Łukasz Żółć",
        "O’Brien",
        "محمد",
        "می\u200cخواهم",
        "क्\u200dष",
        "李 小龙",
        "Müller-Lüdenscheidt",
        "x",
    ],
)
def test_normal_form_accepts_names_of_people_of_every_script(name):
    assert is_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "Ana\nBcc: all@example.org",
        "Ana\r",
        "Ana\tB",
        "a\x00b",
        "\u202egnp.exe",
        "Ana\u2066",
        "Ana\u2028B",
        "Ana\u200f",
        "\ufeffAna",
        "A\u00adna",
        "\x7f",
        "\u200d",
        " ",
        "",
    ],
)
def test_normal_form_accepts_no_line_ends_control_or_direction_marks(name):
    assert not is_name(name)


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("kontakt@bücher.example.org", "kontakt@xn--bcher-kva.example.org"),
        ("Kontakt@XN--bcher-kva.Example.org", "kontakt@xn--bcher-kva.example.org"),
        (" info@STRASSE.de ", "info@strasse.de"),
        ("info@straße.de", "info@xn--strae-oqa.de"),
        ("a@ｅxample。org", "a@example.org"),
        ("a@bu\u0308cher.example", "a@xn--bcher-kva.example"),
        ("no address", "no address"),
        ("@", "@"),
    ],
)
def test_normal_form_gives_an_address_its_one_form(typed, normal):
    assert normal_address(typed) == normal


@pytest.mark.parametrize(
    ("kept", "shown"),
    [
        ("kontakt@xn--bcher-kva.example.org", "kontakt@bücher.example.org"),
        ("ana@example.org", "ana@example.org"),
        ("a@xn--\u0000", "a@xn--\u0000"),
    ],
)
def test_normal_form_shows_an_address_as_its_owner_knows_it(kept, shown):
    assert shown_address(kept) == shown


@given(st.text(max_size=40), st.text(max_size=40))
def test_normal_form_changes_no_address_that_is_in_its_form_already(name, domain):
    once = normal_address(f"{name}@{domain}")
    assert normal_address(once) == once


@given(st.integers(0, 99_999_999))
def test_normal_form_reads_every_script_s_digits_as_the_same_number(number):
    for zero in (0x0660, 0x06F0, 0x0966, 0xFF10):
        assert plain_digits("".join(chr(zero + int(digit)) for digit in str(number))) == str(number)
