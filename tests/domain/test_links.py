"""Links that are a right: read back whole, and worth nothing once a letter of them is another."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.links import BadLink, Link, Purpose, link_to, sign, verify

KEY, OTHER = b"k" * 32, b"o" * 32
NOW = datetime(2026, 9, 7, 6, 0, tzinfo=UTC)
NUMBERS = st.integers(min_value=1, max_value=2**62)


@given(st.sampled_from(Purpose), NUMBERS, NUMBERS)
def test_what_is_signed_is_read_back(purpose: Purpose, about: int, person: int) -> None:
    link = link_to(purpose, about, person, NOW)

    assert verify(sign(link, KEY), KEY) == link


def test_a_link_stands_in_an_address_as_it_is() -> None:
    token = sign(link_to(Purpose.ASK, 12, 7, NOW), KEY)

    assert token.startswith("1.ask.12.7.1793599200.")
    assert len(token) < 80
    assert token.replace(".", "").replace("-", "").replace("_", "").isalnum()


@given(st.data())
def test_no_letter_of_a_link_can_be_changed(data: st.DataObject) -> None:
    token = sign(link_to(Purpose.ASK, 12, 7, NOW), KEY)
    place = data.draw(st.integers(min_value=0, max_value=len(token) - 1))
    letter = data.draw(st.characters(exclude_characters=token[place]))

    with pytest.raises(BadLink):
        verify(token[:place] + letter + token[place + 1 :], KEY)


@given(st.text())
def test_whatever_else_is_given_is_no_link(text: str) -> None:
    with pytest.raises(BadLink):
        verify(text, KEY)


def test_another_installation_s_link_is_none_of_ours() -> None:
    with pytest.raises(BadLink):
        verify(sign(link_to(Purpose.ASK, 12, 7, NOW), OTHER), KEY)


@pytest.mark.parametrize(("purpose", "days"), [(Purpose.ASK, 56), (Purpose.PULSE, 56), (Purpose.OFTEN, 400)])
def test_a_link_is_good_until_its_day(purpose: Purpose, days: int) -> None:
    link = link_to(purpose, 12, 7, NOW)

    assert not link.has_expired(NOW + timedelta(days=days, seconds=-1))
    assert link.has_expired(NOW + timedelta(days=days))


def test_a_link_speaks_of_one_thing() -> None:
    assert Link(Purpose.ASK, 12, 7, NOW) != Link(Purpose.PULSE, 12, 7, NOW)
