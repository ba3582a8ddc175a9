"""The same for minutes: `make soak`, with SOAK_KILLS kills on each engine and KILL_SEED to repeat a run."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.kills.killing import Figures, kill_again_and_again


@pytest.mark.soak
@pytest.mark.timeout(3600)
async def test_a_bot_that_is_killed_for_minutes_loses_nothing_and_doubles_nothing(
    database_url: str, tmp_path: Path, kill_seed: int, record_property: Callable[[str, object], None]
) -> None:
    figures = Figures(kill_seed)
    try:
        await kill_again_and_again(database_url, tmp_path, int(os.environ.get("SOAK_KILLS", "200")), figures)  # noqa: TID251
    finally:
        record_property("figures", str(figures))
