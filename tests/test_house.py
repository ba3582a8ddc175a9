"""The rules of the house: where things may be imported, how long files are, what tests and lock files may hold."""

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LOCKS = ["requirements.lock", "requirements-dev.lock"]


def sources(*folders: str) -> list[Path]:
    return [file for folder in folders for file in sorted((ROOT / folder).rglob("*.py"))]


def named(file: Path) -> str:
    return str(file.relative_to(ROOT))


# Imports


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [Path(sys.executable).with_name("lint-imports"), "--no-logo", "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def copy_of_the_house(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "bot", tmp_path / "bot", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_imports_go_one_way() -> None:
    done = lint_imports(ROOT)

    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("room", "bad_import", "contract"),
    [
        ("domain", "import bot.flow", "Imports go one way BROKEN"),
        ("domain", "import bot.settings", "The domain knows nothing but itself BROKEN"),
        ("flow", "import bot.telegram", "Imports go one way BROKEN"),
        ("flow", "from telegram import Bot", "Only bot.telegram knows python-telegram-bot BROKEN"),
        ("flow", "import sqlalchemy", "Only bot.storage knows the database library BROKEN"),
        ("flow", "import bot.sandbox", "Only the command line knows the sandbox BROKEN"),
        ("sandbox", "import bot.domain", "The sandbox knows nothing of the bot BROKEN"),
    ],
)
def test_an_import_against_the_way_is_found_and_named(
    copy_of_the_house: Path, room: str, bad_import: str, contract: str
) -> None:
    (copy_of_the_house / "bot" / room / "astray.py").write_text(bad_import + "\n")

    done = lint_imports(copy_of_the_house)

    assert done.returncode == 1, done.stdout
    assert contract in done.stdout
    assert f"bot.{room}.astray -> " in done.stdout


def imported(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text())):
        match node:
            case ast.Import(names=names):
                yield from (name.name.partition(".")[0] for name in names)
            case ast.ImportFrom(module=str(module)):
                yield module.partition(".")[0]


@pytest.mark.parametrize("file", sources("bot/domain"), ids=named)
def test_the_domain_needs_the_standard_library_only(file: Path) -> None:
    strangers = set(imported(file)) - sys.stdlib_module_names - {"bot"}

    assert strangers == set()


@pytest.mark.parametrize("file", sources("bot/domain"), ids=named)
def test_the_domain_never_waits(file: Path) -> None:
    waits = [
        node.lineno
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Await | ast.AsyncFunctionDef | ast.AsyncFor | ast.AsyncWith)
    ]

    assert waits == []


# Files


# A test file holds tables of cases, which are read by looking up and not from top to bottom.
@pytest.mark.parametrize(("folder", "longest"), [("bot", 300), ("tests", 600)])
def test_no_file_is_longer_than_a_reader_can_hold(folder: str, longest: int) -> None:
    # A migration is one list, as long as its schema, and nobody edits it.
    files = [file for file in sources(folder) if file.parent.name != "versions"]

    lengths = {named(file): len(file.read_text().splitlines()) for file in files}

    assert {file: length for file, length in lengths.items() if length > longest} == {}


def test_tests_replace_nothing_of_what_they_test() -> None:
    found = {
        named(file): {"unittest", "mock"} & set(imported(file)) or re.findall(r"monkeypatch\.setattr", file.read_text())
        for file in sources("tests")
    }

    assert {file: words for file, words in found.items() if words} == {}


# Lock files


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_file_holds_names_versions_and_hashes_and_no_address(lock: str) -> None:
    line = re.compile(
        r"#.*"
        r"|[a-z0-9][a-z0-9.-]*==[\w.+!]+(?: ; [\w.'<>=!() -]+)? \\"
        r"|    --hash=sha256:[0-9a-f]{64}(?: \\)?"
    )
    text = (ROOT / lock).read_text()

    strange = [row for row in text.splitlines() if not line.fullmatch(row)]

    assert strange == []
    assert "/" not in text


def test_the_tests_run_on_the_versions_that_people_get() -> None:
    shipped, tested = (set(re.findall(r"^\S+==\S+", (ROOT / lock).read_text(), re.MULTILINE)) for lock in LOCKS)

    assert shipped - tested == set()


# Settings


def test_every_setting_is_explained_in_the_example_and_nothing_else_is() -> None:
    from bot.settings import Settings

    explained = re.findall(r"^#?(MELLOM_[A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)

    assert sorted(explained) == sorted(f"MELLOM_{name.upper()}" for name in Settings.model_fields)
