"""The bot is killed while people tap: whatever Telegram was told is kept, and nobody is asked or counted twice."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.kills.killing import Figures, kill_again_and_again


@pytest.mark.parametrize(
    ("database_url", "kills"),
    [("sqlite", 6), ("postgresql", 4)],
    indirect=["database_url"],
    ids=["sqlite", "postgresql"],
)
async def test_a_bot_that_is_killed_loses_nothing_and_doubles_nothing(
    database_url: str, kills: int, tmp_path: Path, kill_seed: int, record_property: Callable[[str, object], None]
) -> None:
    figures = Figures(kill_seed)
    try:
        await kill_again_and_again(database_url, tmp_path, kills, figures)
    finally:
        record_property("figures", str(figures))
