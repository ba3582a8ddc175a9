"""The shipped content, loaded once, and copies of it to break."""

import shutil
from pathlib import Path

import pytest

from bot.content.content import Content, load_content
from tests.content.examples import PROMPTS, SCHEDULES


@pytest.fixture(scope="session")
def content() -> Content:
    return load_content(PROMPTS, SCHEDULES)


@pytest.fixture
def prompts(tmp_path: Path) -> Path:
    return shutil.copytree(PROMPTS, tmp_path / "prompts")


@pytest.fixture
def schedules(tmp_path: Path) -> Path:
    return shutil.copytree(SCHEDULES, tmp_path / "schedules")
