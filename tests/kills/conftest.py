"""The seed of the killings: another one in each run, or the one to repeat."""

import os
import secrets

import pytest


@pytest.fixture
def kill_seed() -> int:
    """`KILL_SEED=123 pytest tests/kills` repeats a run, as far as a race can be repeated."""
    return int(os.environ.get("KILL_SEED") or secrets.randbelow(10**6))  # noqa: TID251
