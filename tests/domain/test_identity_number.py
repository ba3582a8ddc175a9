"""What has the form of an identity number is found however it is written, and little else is.

No number stands in this file: each is put together from its parts when the test runs.
"""

import json
import unicodedata
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from bot.domain.identity_number import MASK, contains_identity_number, mask, mask_strings

BORN = date(1999, 1, 1)
INDIVIDUAL = 123
WEIGHTS = ((3, 7, 6, 1, 8, 9, 4, 5, 2), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2))


def form(born: date = BORN, *, day: int = 0, month: int = 0, individual: int = INDIVIDUAL, control: int = 45) -> str:
    """Eleven digits in the form of an identity number, with what is added to the day and the month."""
    return f"{born.day + day:02}{born.month + month:02}{born.year % 100:02}{individual:03}{control:02}"


def control_of(nine: str) -> int | None:
    """The two control digits by today's rule. None where the rule has none."""
    digits = [int(digit) for digit in nine]
    for weights in WEIGHTS:
        check = -sum(digit * weight for digit, weight in zip(digits, weights, strict=True)) % 11
        if check == 10:
            return None
        digits.append(check)
    return digits[-2] * 10 + digits[-1]


def grouped(number: str, sizes: tuple[int, ...], separator: str) -> str:
    """The number in groups of these sizes."""
    ends = [sum(sizes[:n]) for n in range(len(sizes) + 1)]
    return separator.join(number[first:end] for first, end in pairwise(ends))


KINDS = {
    "fødselsnummer": (0, 0),
    "D-number": (40, 0),
    "H-number": (0, 40),
    "synthetic +65": (0, 65),
    "synthetic +80": (0, 80),
    "synthetic D-number +40": (40, 40),
    "synthetic D-number +65": (40, 65),
    "synthetic D-number +80": (40, 80),
}


@pytest.mark.parametrize(("day", "month"), KINDS.values(), ids=list(KINDS))
@pytest.mark.parametrize("born", [date(1999, 1, 1), date(2000, 2, 29), date(1955, 12, 31), date(2031, 10, 9)], ids=str)
def test_masks_every_kind(born: date, day: int, month: int):
    number = form(born, day=day, month=month)

    assert contains_identity_number(number)
    assert mask(f"Gjelder {number}, takk") == f"Gjelder {MASK}, takk"


@pytest.mark.parametrize("control", range(0, 100, 7))
def test_the_control_digits_do_not_matter(control: int):
    assert mask(form(control=control)) == MASK


def test_masks_numbers_that_are_right_by_today_s_rule():
    right = [
        form(BORN + timedelta(days=n), individual=individual, control=control)
        for n in range(0, 4000, 97)
        for individual in (1, 499, 750, 999)
        if (control := control_of(form(BORN + timedelta(days=n), individual=individual)[:9])) is not None
    ]

    assert len(right) > 100
    assert {mask(number) for number in right} == {MASK}


SEPARATORS = [
    " ",
    "  ",
    "      ",
    "\t",
    "\n",
    "\r\n",
    "\n\n",
    "\u00a0",
    "\u2009",
    "\u200a",
    "\u202f",
    "\u3000",
    ".",
    ",",
    ", ",
    "-",
    " - ",
    "--",
    "\u00ad",
    "\u2010",
    "\u2011",
    "\u2012",
    "–",
    "—",
    " — ",
    "\u2212",
    "/",
    " / ",
    "\\",
    "_",
    "__",
    ":",
    ";",
    "|",
    "+",
    "*",
    "·",
    "•",
    "•••",
    "'",
    '"',
    ") (",
    "...",
    "…",
    "\u200b",
    "\u200c",
    "\u200d",
    "\u2060",
    "\ufeff",
    "\u200b \u200b",
    "\u0301",
    "\ufe0f\u20e3",
    "\ufe0f\u20e3 ",
    "😀",
    "\x00",
]
SPLITS = [
    (6, 5),
    (2, 2, 2, 5),
    (2, 2, 2, 3, 2),
    (6, 3, 2),
    (4, 2, 5),
    (3, 3, 3, 2),
    (1, 10),
    (10, 1),
    (5, 6),
    (1,) * 11,
]


@pytest.mark.parametrize("separator", SEPARATORS, ids=ascii)
@pytest.mark.parametrize("sizes", SPLITS, ids=str)
def test_masks_whatever_the_separators(sizes: tuple[int, ...], separator: str):
    written = grouped(form(), sizes, separator)

    assert mask(written) == MASK
    assert mask(f"før {written} etter") == f"før {MASK} etter"


def test_masks_with_different_separators_in_one_number():
    number = form()

    assert mask(f"{number[:2]}/{number[2:4]}-{number[4:6]}, {number[6:9]}\u200b {number[9:]}") == MASK


@pytest.mark.parametrize(
    "zero",
    [
        "\uff10",
        "\u0660",
        "\u06f0",
        "\u0966",
        "\u1040",
        "\U0001d7ce",
        "\U0001d7d8",
        "\U0001d7e2",
        "\U0001d7ec",
        "\U0001d7f6",
    ],
    ids=unicodedata.name,
)
def test_masks_the_digits_of_every_script(zero: str):
    written = "".join(chr(ord(zero) + int(digit)) for digit in form())

    assert mask(written) == MASK
    assert mask(f"{written[:6]} {written[6:]}.") == f"{MASK}."


@pytest.mark.parametrize(
    ("zero", "one"),
    [("⓪", "①"), ("⁰", "¹"), ("₀", "₁"), ("⓿", "❶"), ("⓪", "⑴"), ("⓪", "⒈"), ("⓪", "⓵"), ("〇", "1")],
)
def test_masks_digits_in_rings_and_raised_ones(zero: str, one: str):
    written = form(date(2011, 11, 11), individual=111, control=11).replace("1", one)
    another = form(date(2010, 10, 10), individual=0, control=0).replace("0", zero).replace("1", one)

    assert mask(written) == MASK
    assert mask(another) == MASK


def test_masks_digits_of_two_scripts_in_one_number():
    number = form()

    assert mask(number[:5] + "".join(chr(0xFF10 + int(digit)) for digit in number[5:])) == MASK


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("fnr", ""),
        ("fnr:", "."),
        ("", "kari"),
        ("nr_", "_x"),
        ("Ø", "Å"),
        ("(", ")"),
        ("<b>", "</b>"),
        ("1 ", ""),
        ("", " 6"),
        ("10 ", " 20"),
        ("+47 ", ""),
        ("room 12, ", ", 3"),
        ("2 300 ", " 4 500"),
        ("12.05.2026 ", ""),
        ("kl 10:30 ", ""),
    ],
)
@pytest.mark.parametrize("separator", ["", " ", "-"])
def test_masks_whatever_stands_before_and_after(before: str, after: str, separator: str):
    number = form()

    assert mask(f"{before}{number[:6]}{separator}{number[6:]}{after}") == f"{before}{MASK}{after}"


def test_masks_what_is_written_in_groups_of_an_account_if_it_begins_with_a_date():
    born, other = (grouped(number, (4, 2, 5), ".") for number in (form(), "9999" + form()[4:]))

    assert mask(f"Konto {born}") == f"Konto {MASK}"
    assert mask(f"Konto {other}") == f"Konto {other}"


def test_masks_every_number_in_a_text():
    first, second = form(), form(date(1980, 5, 17), day=40)

    assert mask(f"{first} og {second[:6]} {second[6:]}") == f"{MASK} og {MASK}"


def test_numbers_that_share_digits_are_masked_together():
    half = form()[:6]

    assert mask(f"{form()[:6]} {form()[6:]} {half}") == f"{MASK} {half}"
    assert not contains_identity_number(mask(" ".join(form() * 3)))


def test_a_mask_ends_a_number_like_any_letter():
    outer, inner = form(), form(date(1980, 5, 17))

    assert mask(f"{outer[:6]} {inner} {outer[6:]}") == f"{outer[:6]} {MASK} {outer[6:]}"


def test_masks_the_form_with_the_century():
    tail = form()[6:]

    assert mask(f"{BORN:%d.%m.%Y} {tail}") == MASK
    assert mask(f"{BORN:%d%m%Y}-{tail}") == MASK
    assert mask(f"f. {BORN:%d/%m/%Y} / {tail} .") == f"f. {MASK} ."


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Vi har testet på 3 pasienter",
        "22334455",
        "22 33 44 55",
        "+47 22 33 44 55",
        "+47 412 34 567",
        "0047 412 34 567",
        "004741234567",
        "22 33 44 55, 91 23 45 67",
        "912 34 567 og 412 34 567",
        "12.05.2026",
        "12.05.26",
        "2026-09-08",
        "2026-09-08 10:00:00",
        "2026-09-08T10:00:00Z",
        "2026-09-08T10:00:00+02:00",
        "2026-09-08T10:05:00.123+02:00",
        "2026-09-08T10:05:00.123456+00:00",
        "2009-09-08 9:30",
        "12.05.2026 9:30",
        "12.05.2026, 9.30",
        "5.10.2026 10:30",
        "1.11.2026 10:30-11:30",
        "20.5.2026  10:30:00",
        "12.5.2026-3.6.2026",
        "12.05.2026–15.05.2026",
        "12.05-15.05.2026",
        "1.9-15.9.2026",
        "14.2.2026, 10:30-11",
        "12.05.26 10:30",
        "12.05.2026 kl 10:30 og 3 av 20",
        "12/5, 14/5 og 3/20",
        "uke 36, 37, 38 og 39",
        "10:30",
        "07:00-20:00",
        "1 200",
        "1 200 000,50",
        "3/20",
        "12,5 %",
        "3 av 20, 4 av 18, 6 av 21",
        "1 2 3 4 5 6 7 8 9 10 11 12",
        "1, 2, 3, 4, 5",
        "0,5 1,0 1,5 2,0",
        "a1:1234:3",
        "192.168.1.10",
        "½ ⅓ ¼",
        "kr 12 500,-",
        "ISBN 978-82-02-12345-6",
        "2026-W37",
    ],
)
def test_leaves_other_numbers_alone(text: str):
    assert mask(text) == text
    assert not contains_identity_number(text)


@pytest.mark.parametrize(
    ("day", "month", "year"),
    [
        (0, 1, 99),
        (32, 1, 99),
        (40, 1, 99),
        (72, 1, 99),
        (99, 1, 99),
        (1, 0, 99),
        (1, 13, 99),
        (1, 40, 99),
        (1, 53, 99),
        (1, 65, 99),
        (1, 78, 99),
        (1, 80, 99),
        (1, 93, 99),
        (31, 4, 99),
        (30, 2, 96),
        (29, 2, 99),
        (71, 6, 99),
        (31, 44, 99),
    ],
)
def test_leaves_eleven_digits_without_a_date_alone(day: int, month: int, year: int):
    digits = f"{day:02}{month:02}{year:02}" + form()[6:]

    assert mask(digits) == digits
    assert mask(f"{digits[:6]} {digits[6:]}") == f"{digits[:6]} {digits[6:]}"


def test_a_leap_day_is_a_date_in_leap_years_and_in_2000():
    for year in (1996, 2000, 2024):
        assert mask(form(date(year, 2, 29))) == MASK


@pytest.mark.parametrize("length", [1, 2, 5, 8, 20])
def test_leaves_longer_unbroken_rows_of_digits_alone(length: int):
    for text in (form() + "7" * length, "7" * length + form(), "2" + form() + "7" * length):
        assert mask(text) == text


def test_leaves_ten_digits_alone():
    assert mask(form()[:10]) == form()[:10]
    assert mask(f"{form()[:6]} {form()[6:10]}") == f"{form()[:6]} {form()[6:10]}"


@pytest.mark.parametrize("word", ["x", " og ", " kl ", "ø", " 日 ", "é"])
def test_a_letter_between_the_digits_ends_the_number(word: str):
    text = f"{form()[:6]}{word}{form()[6:]}"

    assert mask(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "10.120.130.140",
        "12 050 000 000",
        "12, 5, 20, 30, 40, 15",
        "1 1 1 1 1 1 1 1 1 1 1",
        "12.05.26 9:30-11:00",
        "912 34 567, 412 34 567",
        "+46 70 123 45 67",
    ],
)
def test_where_the_form_leaves_it_open_it_is_masked(text: str):
    assert contains_identity_number(text)


def test_masks_every_string_of_an_update_and_leaves_its_ids():
    number, chat = form(), int(form())
    update = {
        "update_id": 7,
        "message": {
            "chat": {"id": chat, "first_name": f"Kari {number}"},
            "date": 1_788_854_400,
            "text": f"pasient {number[:6]} {number[6:]}",
            "reply_to_message": {"caption": number, "silent": True, "rating": 4.5, "missing": None},
            "contact": {"phone_number": number, "user_id": chat},
            "entities": [{"offset": 0}, "fri", [number]],
            "document": {"file_name": f"{number}.pdf"},
            number: "key",
        },
    }
    before = json.dumps(update)

    masked, changed = mask_strings(update)

    assert changed
    assert json.dumps(update) == before
    assert masked == {
        "update_id": 7,
        "message": {
            "chat": {"id": chat, "first_name": f"Kari {MASK}"},
            "date": 1_788_854_400,
            "text": f"pasient {MASK}",
            "reply_to_message": {"caption": MASK, "silent": True, "rating": 4.5, "missing": None},
            "contact": {"phone_number": MASK, "user_id": chat},
            "entities": [{"offset": 0}, "fri", [MASK]],
            "document": {"file_name": f"{MASK}.pdf"},
            MASK: "key",
        },
    }


@pytest.mark.parametrize(
    "value", [{"a": [1, "to", None, {"b": float("nan")}]}, [], {}, "fri", 12, None, float("nan"), True], ids=repr
)
def test_gives_back_the_very_value_where_nothing_is_masked(value: object):
    masked, changed = mask_strings(value)

    assert masked is value
    assert not changed


def test_the_mask_is_no_number():
    assert mask(MASK) == MASK
    assert not any(character.isnumeric() for character in MASK)


numbers = st.builds(
    lambda born, shift, individual, control: form(
        born, day=shift[0], month=shift[1], individual=individual, control=control
    ),
    st.dates(date(1900, 3, 1), date(2039, 12, 31)),
    st.sampled_from(list(KINDS.values())),
    st.integers(0, 999),
    st.integers(0, 99),
)
# Uneven separators, so that no part reads as a date with a four-digit year.
gaps = st.lists(
    st.sampled_from(["", "", " ", "-", ".", ", ", "\n", "\u200b", "_", "—", " / "]), min_size=10, max_size=10
)
words = st.text(st.characters(categories=["L", "Z", "P", "M", "Cf"]))
JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text() | numbers,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text() | numbers, inner, max_size=4),
    max_leaves=12,
)


def eleven_digits_in(text: str) -> bool:
    """Whether some eleven digits run together, seen far more simply than the code does."""
    plain = "".join(unicodedata.normalize("NFKC", character) for character in text)
    row = 0
    for character in plain:
        if character.isdecimal():
            row += 1
        elif character.isalpha():
            row = 0
        if row == 11:
            return True
    return False


def looks_like_a_full_date(number: str, gaps: list[str]) -> bool:
    """Whether chance has written a date with a four-digit year: the one thing that is let through."""
    groups = "".join(digit + ("x" if gap else "") for digit, gap in zip(number, [*gaps, ""], strict=True)).split("x")
    return any(len(group) == 4 and group[:2] in {"19", "20"} for group in groups)


@given(numbers, gaps, words, words)
@settings(max_examples=300, deadline=None)
def test_no_trace_is_left_of_any_number_however_it_is_written(number: str, gaps: list[str], before: str, after: str):
    assume(not looks_like_a_full_date(number, gaps))
    written = "".join(digit + gap for digit, gap in zip(number, [*gaps, ""], strict=True))

    masked = mask(before + written + after)

    assert contains_identity_number(before + written + after)
    assert masked == before + MASK + after
    assert not eleven_digits_in(masked)


@given(st.text() | st.text(alphabet="0123456789 .-/:T•½⒈x"))
@example("\ud800")
@example("•••" * 3)
@settings(max_examples=400, deadline=None)
def test_masking_never_fails_and_is_done_once(text: str):
    masked = mask(text)

    assert mask(masked) == masked
    assert not contains_identity_number(masked)
    assert (masked != text) is contains_identity_number(text)


@given(st.lists(numbers | st.sampled_from(["1", "12", "2026", "a", "-", "•••", "0101"]), max_size=8), st.booleans())
@settings(max_examples=200, deadline=None)
def test_masking_is_done_once_for_rows_of_numbers(parts: list[str], spaced: bool):
    masked = mask((" " if spaced else "").join(parts))

    assert mask(masked) == masked
    assert not contains_identity_number(masked)


@given(JSON)
@settings(max_examples=150, deadline=None)
def test_masking_a_value_keeps_its_shape_and_leaves_no_number(value: object):
    masked, changed = mask_strings(value)

    assert changed is (masked != value)
    assert mask_strings(masked) == (masked, False)
    assert type(masked) is type(value)


def test_a_long_text_is_read_quickly():
    harmless, number = "9 " * 20_000 + "- " * 20_000, form()

    assert mask(harmless) == harmless
    assert mask(f"{harmless}x{number}x" * 2) == f"{harmless}x{MASK}x" * 2
    assert not contains_identity_number(mask("½" * 4096))
