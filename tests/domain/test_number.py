"""Numbers as people type them, in each language."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.number import Ambiguous, Number, parse_number

LANGUAGES = ("nb", "nn", "en")


def number(value: str) -> Number:
    return Number(Decimal(value))


def percent(value: str) -> Number:
    return Number(Decimal(value), percent=True)


def share(value: str, numerator: int, denominator: int) -> Number:
    return Number(Decimal(value), numerator=numerator, denominator=denominator)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12", number("12")),
        ("0", number("0")),
        ("007", number("7")),
        (" 12 \n", number("12")),
        ("12.", number("12")),
        ("12!", number("12")),
        ("12,5", number("12.5")),
        ("12.5", number("12.5")),
        (",5", number("0.5")),
        (".5", number("0.5")),
        ("0,125", number("0.125")),
        ("0.125", number("0.125")),
        ("12,25", number("12.25")),
        ("1,2345", number("1.2345")),
        ("1234,567", number("1234.567")),
        ("1 200", number("1200")),
        ("1\u00a0200", number("1200")),
        ("1\u2009200", number("1200")),
        ("1\u202f200", number("1200")),
        ("1 200 000", number("1200000")),
        ("1 200,5", number("1200.5")),
        ("1 200.5", number("1200.5")),
        ("1.200,5", number("1200.5")),
        ("1,200.5", number("1200.5")),
        ("1.200.000", number("1200000")),
        ("1,200,000", number("1200000")),
        ("1,200,000.25", number("1200000.25")),
        ("+3", number("3")),
        ("-3", number("-3")),
        ("- 3", number("-3")),
        ("\u22123", number("-3")),
        ("\u20133", number("-3")),
        ("minus 3", number("-3")),
        ("-1 200,5", number("-1200.5")),
        ("½", number("0.5")),
        ("2½", number("2.5")),
        ("2 ½", number("2.5")),
        ("1¾", number("1.75")),
        ("-½", number("-0.5")),
        ("ca 12", number("12")),
        ("ca. 12", number("12")),
        ("ca12", number("12")),
        ("Cirka 12,5", number("12.5")),
        ("omtrent 12", number("12")),
        ("om lag 12", number("12")),
        ("kring 12", number("12")),
        ("about 12", number("12")),
        ("About 12.", number("12")),
        ("approx. 12", number("12")),
        ("~12", number("12")),
        ("≈ 12", number("12")),
        ("12 stk", number("12")),
        ("12 stk.", number("12")),
        ("12stk", number("12")),
        ("ca. 12 stk", number("12")),
        ("12 ganger", number("12")),
        ("12 patients", number("12")),
        ("１２", number("12")),
        ("٣", number("3")),
    ],
)
def test_understands_a_number(text: str, expected: Number, language: str):
    assert parse_number(text, language) == expected


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12%", percent("12")),
        ("12 %", percent("12")),
        ("12,5 %", percent("12.5")),
        ("12.5 %", percent("12.5")),
        ("12\u00a0%", percent("12")),
        ("12％", percent("12")),
        ("12 prosent", percent("12")),
        ("12 percent", percent("12")),
        ("12 per cent", percent("12")),
        ("12 pst.", percent("12")),
        ("ca 50 %", percent("50")),
        ("-5 %", percent("-5")),
        ("100%.", percent("100")),
    ],
)
def test_understands_per_cent(text: str, expected: Number, language: str):
    assert parse_number(text, language) == expected


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3/20", share("0.15", 3, 20)),
        ("3 / 20", share("0.15", 3, 20)),
        ("3\u204420", share("0.15", 3, 20)),
        ("3 av 20", share("0.15", 3, 20)),
        ("3 AV 20", share("0.15", 3, 20)),
        ("3 ut av 20", share("0.15", 3, 20)),
        ("3 of 20", share("0.15", 3, 20)),
        ("3 out of 20", share("0.15", 3, 20)),
        ("3 av 20 pasienter", share("0.15", 3, 20)),
        ("3 pasienter av 20", share("0.15", 3, 20)),
        ("ca 3 av 20", share("0.15", 3, 20)),
        ("0/20", share("0", 0, 20)),
        ("20/20", share("1", 20, 20)),
        ("25/20", share("1.25", 25, 20)),
        ("600 av 1 200", share("0.5", 600, 1200)),
    ],
)
def test_understands_so_many_of_so_many(text: str, expected: Number, language: str):
    assert parse_number(text, language) == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("1.200", "nb", Ambiguous((number("1200"), number("1.200")))),
        ("1.200", "nn", Ambiguous((number("1200"), number("1.200")))),
        ("1.200", "en", number("1.2")),
        ("1,200", "nb", number("1.2")),
        ("1,200", "nn", number("1.2")),
        ("1,200", "en", number("1200")),
        ("1,200", "nb-NO", number("1.2")),
        ("12.345", "nb", Ambiguous((number("12345"), number("12.345")))),
        ("123.456", "nb", Ambiguous((number("123456"), number("123.456")))),
        ("-1.200", "nb", Ambiguous((number("-1200"), number("-1.2")))),
        ("1.200 %", "nb", Ambiguous((percent("1200"), percent("1.2")))),
        ("1.200 stk", "nb", Ambiguous((number("1200"), number("1.2")))),
        ("1.200", "de", Ambiguous((number("1200"), number("1.2")))),
        ("1,200", "de", Ambiguous((number("1200"), number("1.2")))),
        ("600 av 1,200", "en", share("0.5", 600, 1200)),
        ("600 av 1.200", "nb", None),
    ],
)
def test_the_language_decides_what_a_mark_before_three_digits_means(
    text: str, language: str, expected: Number | Ambiguous | None
):
    assert parse_number(text, language) == expected


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        ".",
        "%",
        "/",
        "-",
        "stk",
        "ca",
        "tolv",
        "twelve",
        "tolv stk",
        "vet ikke",
        "3-5",
        "3–5",
        "3 til 5",
        "12 13",
        "1 20",
        "12 5",
        "1 2000",
        "1,2,3",
        "1.2.3",
        "1.200.50",
        "12.05.2026",
        "10:30",
        "3/0",
        "3/",
        "/20",
        "av 20",
        "3 av",
        "-3/20",
        "1/2/3",
        "1,5/20",
        "3/20 %",
        "12 tusen",
        "2 millioner",
        "12k",
        "1e5",
        "0x1f",
        "10²",
        "①",
        "nan",
        "inf",
        "--3",
        "+-3",
        "12 %%",
        "1234567890123456",
        "5 + 3",
    ],
)
def test_takes_nothing_else_for_a_number(text: str, language: str):
    assert parse_number(text, language) is None


@pytest.mark.parametrize(
    ("text", "expected"), [("12,5 %", "12.5"), ("3/20", "15"), ("3 av 20", "15"), ("20/20", "100"), ("12", None)]
)
def test_says_what_it_is_of_a_hundred_where_the_text_did(text: str, expected: str | None):
    found = parse_number(text, "nb")

    assert isinstance(found, Number)
    assert found.percentage == (None if expected is None else Decimal(expected))


@given(st.text(), st.sampled_from(LANGUAGES))
def test_never_fails_on_a_text(text: str, language: str):
    found = parse_number(text, language)

    readings = found.readings if isinstance(found, Ambiguous) else (found,)
    assert all(reading is None or reading.value.is_finite() for reading in readings)


@given(st.text(alphabet="0123456789 .,/%-½avofcminus"), st.sampled_from(LANGUAGES))
def test_never_fails_on_what_looks_like_a_number(text: str, language: str):
    found = parse_number(text, language)

    assert not isinstance(found, Ambiguous) or len({reading.value for reading in found.readings}) == 2


@given(st.integers(0, 999_999_999), st.integers(0, 99), st.sampled_from(LANGUAGES))
def test_understands_its_own_language_written_in_full(whole: int, hundredths: int, language: str):
    written = f"{whole:,}.{hundredths:02}"
    if language != "en":
        written = written.translate(str.maketrans({",": "\u00a0", ".": ","}))

    assert parse_number(written, language) == number(f"{whole}.{hundredths:02}")
