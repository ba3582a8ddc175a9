"""Telegram's limits, as a value that is asked what may leave now."""

import pytest

from bot.domain.pace import Pace

KARI, OLA, WARD = 101, 102, -500


def test_a_chat_is_busy_while_a_message_is_under_way_and_for_a_second_after_it() -> None:
    pace = Pace()
    pace.begin(KARI)
    assert pace.busy(9.9) == {KARI}

    pace.end(KARI, 10.0)

    assert pace.busy(10.99) == {KARI}
    assert pace.busy(11.0) == set()


def test_a_chat_that_was_told_to_wait_waits_so_long_and_holds_up_nobody_else() -> None:
    pace = Pace()
    pace.end(KARI, 10.0, wait=30.0)
    pace.end(OLA, 10.0)

    assert pace.busy(11.0) == {KARI}
    assert pace.busy(39.9) == {KARI}
    assert pace.busy(40.0) == set()


def test_a_group_gets_twenty_messages_in_any_minute() -> None:
    pace = Pace()
    for n in range(20):
        pace.end(WARD, float(n))

    assert pace.busy(59.0) == {WARD}
    assert pace.busy(60.0) == set()


def test_an_album_counts_as_many_messages_as_it_has() -> None:
    pace = Pace()
    pace.end(KARI, 10.0, messages=2)
    pace.end(WARD, 10.0, messages=10)
    assert (pace.busy(11.9), pace.room(10.5)) == ({KARI, WARD}, 16)
    assert (pace.busy(12.0), pace.busy(13.0)) == ({WARD}, set())

    pace.end(WARD, 20.0, messages=10)

    assert pace.busy(69.9) == {WARD}
    assert pace.busy(70.0) == set()


@pytest.mark.parametrize(
    ("ended", "under_way", "now", "room"),
    [
        (0, 0, 10.0, 28),
        (0, 5, 10.0, 23),
        (20, 5, 10.5, 3),
        (28, 0, 10.99, 0),
        (28, 0, 11.0, 28),
        (28, 28, 10.5, 0),
    ],
)
def test_the_room_for_more_counts_the_last_second_and_what_is_under_way(
    ended: int, under_way: int, now: float, room: int
) -> None:
    pace = Pace()
    for chat in range(ended):
        pace.end(chat, 10.0)
    for chat in range(100, 100 + under_way):
        pace.begin(chat)

    assert pace.room(now) == room


def test_nothing_is_under_way_after_a_fresh_start() -> None:
    pace = Pace()
    pace.begin(KARI)

    pace.nothing_under_way()

    assert pace.busy(0.0) == set()
    assert pace.room(0.0) == 28


def test_the_next_change_is_when_the_first_resting_chat_is_free() -> None:
    pace = Pace()
    assert pace.next_change(10.0) == 1.0

    pace.end(KARI, 10.0, wait=5.0)
    pace.end(OLA, 10.25)

    assert pace.next_change(10.5) == 0.75
