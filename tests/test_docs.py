"""The documents tell the truth: every command is described, every link leads somewhere, every make target exists."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted({*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")})


def named(file: Path) -> str:
    return str(file.relative_to(ROOT))


def test_every_command_is_described_in_the_readme() -> None:
    from typer.main import get_command

    from bot.cli import app

    readme = (ROOT / "README.md").read_text()
    commands = get_command(app).commands

    assert commands
    assert [name for name in commands if not re.search(rf"\bmellom {name}\b", readme)] == []


def test_every_command_of_the_chat_is_described_in_the_readme() -> None:
    from bot.telegram.rooms import COMMANDS, COMMANDS_WITH_TEXT

    readme = (ROOT / "README.md").read_text()

    assert [name for name in {**COMMANDS, **COMMANDS_WITH_TEXT} if f"| `/{name}` |" not in readme] == ["start"]


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_a_visitor_finds_the_customary_documents(document: str) -> None:
    assert (ROOT / document).read_text().startswith("# ")


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_every_link_to_a_file_leads_somewhere(document: Path) -> None:
    targets = re.findall(r"\]\((?![a-z]+:|#)([^)#\s]+)", document.read_text())

    assert [target for target in targets if not (document.parent / target).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_every_make_target_that_is_named_exists(document: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))

    named_targets = set(re.findall(r"(?:`|^ *)make ([a-z]+)", document.read_text(), re.MULTILINE))

    assert named_targets - targets == set()


def test_every_make_target_is_listed_by_help() -> None:
    makefile = (ROOT / "Makefile").read_text()
    phony = re.search(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)

    assert phony
    explained = set(re.findall(r"^([a-z]+):.*## ", makefile, re.MULTILINE))
    assert set(phony[1].split()) - explained == {"chromium", "postgresql"}
