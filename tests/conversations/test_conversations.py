"""The chats of this folder, played from the first line to the last by the real bot and its people's phones."""

import re
from pathlib import Path

import pytest

from tests.support.chat import BadChat, Chat, read_chats, read_file
from tests.support.sentences import play, understand

CHATS = read_chats(Path(__file__).parent)
PLAYED = [(chat, engine) for chat in CHATS for engine in chat.on]


@pytest.mark.parametrize(
    ("chat", "database_url"),
    PLAYED,
    indirect=["database_url"],
    ids=[f"{chat.name} ({engine})" for chat, engine in PLAYED],
)
async def test_a_chat_goes_as_written(chat: Chat, database_url: str) -> None:
    await play(chat, database_url)


START = """\
language: en
teams: [{title: Ridge, members: [Kari Lund]}]
chats:
- title: a slip
  lines: [Kari gets nothing]
"""
LINES = START.replace(" [Kari gets nothing]", "")


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("  - Kari yodels: hello", "slip.yaml:6: 'Kari yodels' is nothing that happens in a chat"),
        ("  - Kari gets nothing at all", "slip.yaml:6: 'Kari gets nothing at all' is nothing that happens in a chat"),
        ("  - Kari presses in the corridor: 4", "slip.yaml:6: 'Kari presses in the corridor' is nothing that happens"),
        ("  - {Kari gets: hello, with knobs: none}", "slip.yaml:6: 'with knobs' is no word of a chat"),
        ("  tone: friendly", "slip.yaml:6: 'tone' is no word of a chat"),
    ],
)
def test_an_unknown_word_in_a_chat_is_named_with_its_line(tmp_path: Path, line: str, complaint: str) -> None:
    file = tmp_path / "slip.yaml"
    file.write_text((START if line.startswith("  tone") else LINES) + line + "\n")

    with pytest.raises(BadChat, match=re.escape(complaint)):
        understand(read_file(file)[0])
