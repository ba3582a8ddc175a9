"""Contact details in a text are noticed; ordinary numbers of the work are not taken for them."""

import pytest

from bot.domain.contact_details import has_contact_details


@pytest.mark.parametrize(
    "text",
    [
        "Write to kari@example.org",
        "kari.lund+test@mail.example.co.uk, please",
        "ｋａｒｉ＠example.org",
        "Ring meg på 99 88 77 66",
        "22334455",
        "tlf. 223 34 455 etter lunsj",
        "+47 99887766",
        "0047 998 87 766",
        "(+47) 99 88 77 66",
        "call 555-123-4567",
        "٩٩٨٨٧٧٦٦",
    ],
)
def test_an_address_or_a_phone_number_is_noticed(text: str) -> None:
    assert has_contact_details(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "We tried it on two shifts and saw 12 of 20",
        "12,5 % in week 37",
        "1 200 lists, 3 400 pills",
        "Fra 12.10.2026 til 14.12.2026",
        "2026-10-12 at 10:30",
        "2025-2026 was hard",
        "from 08:00-16:00 each day",
        "11/20, 12/20, 13/20",
        "@ridge asked for 3 @ 5",
        "room 1234567",
        "1234567890123456789",
    ],
)
def test_dates_shares_and_counts_are_left_alone(text: str) -> None:
    assert not has_contact_details(text)
