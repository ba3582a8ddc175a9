"""A language that a translator has begun: the recipe of prompts/README.md, followed and played by the real bot."""

import re
import shutil
from pathlib import Path

import pytest

from bot.content.check import check_content
from bot.content.content import load_content
from bot.sandbox.phone import Phone, Shown
from bot.settings import ROOT
from tests.support.ridge import RIDGE
from tests.support.world import World, world

MODEL = "models/quality-improvement-model"
SCHEDULES = ROOT / "schedules"
# What has been translated so far, by file; the words are for this test only.
TRANSLATED = {
    "messages/se/check-in.yaml": {"skip: Hopp over": "skip: Njuike badjel", "yes: Ja": "yes: Juo"},
    "messages/se/when.yaml": {"nb_NO": "se_NO", "i morgen kl. {{ time }}": "ihttin dii. {{ time }}"},
    f"{MODEL}/se.yaml": {
        "Erkjenne behovet for forbedring": "Dovddastit dárbbu",
        "Hvor langt har dere kommet siden sist?": "Man guhkás lehpet ollen?",
    },
}


@pytest.fixture
def prompts(tmp_path: Path) -> Path:
    """The shipped prompts with a beginning of Northern Sámi, made as the recipe says."""
    folder = shutil.copytree(ROOT / "prompts", tmp_path / "prompts")
    shutil.copytree(folder / "messages/nb", folder / "messages/se")
    for words in folder.glob("models/*/nb.yaml"):
        shutil.copyfile(words, words.with_name("se.yaml"))
        edit(words.with_name("se.yaml"), {"language: nb": "language: se"})
    for joining in folder.glob("messages/*/joining.yaml"):
        edit(joining, {"    en: English\n": "    en: English\n    se: Davvisámegiella\n"})
    for name, translated in TRANSLATED.items():
        edit(folder / name, translated)
    counts = folder / "messages/se/counts.yaml"
    counts.write_text(re.sub(r"(?m)^  many: (.*)$", r"  two: \1\n  other: \1", counts.read_text(encoding="utf-8")))
    return folder


def edit(path: Path, words: dict[str, str]) -> None:
    """Put these words in the place of those, each of which has to be there."""
    text = path.read_text(encoding="utf-8")
    for old, new in words.items():
        assert old in text, f"{old} is not in {path}"
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")


def take_out(path: Path, *starts: str) -> None:
    """Take out each line that begins so, with the lines below that belong to it."""
    lines = path.read_text(encoding="utf-8").splitlines()
    for start in starts:
        first = next(n for n, line in enumerate(lines) if line.startswith(start))
        below = next((n for n in range(first + 1, len(lines)) if indent(lines[n]) <= indent(start)), len(lines))
        del lines[first:below]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def indent(line: str) -> int:
    """How far a line stands in; an empty one belongs to what is above it."""
    return len(line) - len(line.lstrip()) if line.strip() else 99


def test_the_recipe_gives_a_sound_language(prompts: Path) -> None:
    assert check_content(prompts, SCHEDULES) == []


def test_what_is_not_translated_yet_is_told_with_its_place(prompts: Path) -> None:
    take_out(prompts / "messages/se/refused.yaml", "old-button:")
    take_out(prompts / "messages/se/counts.yaml", "  two:")
    take_out(prompts / MODEL / "se.yaml", "  team-met:")

    told = [str(it).removeprefix(f"{prompts}/") for it in check_content(prompts, SCHEDULES)]

    assert [re.sub(r":\d+:", ":", it) for it in told] == [
        'messages/en/refused.yaml: the text "refused.old-button" is missing in se; add it to se/refused.yaml',
        'messages/se/counts.yaml: "working-days" lacks "two", the form for numbers such as 2 in se_NO; add it',
        f'{MODEL}/se.yaml: the words for "team-met" are missing under questions; add them',
    ]


async def test_what_a_language_lacks_is_said_in_the_collaboratives_and_logged_once(
    prompts: Path, database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    take_out(prompts / "messages/se/check-in.yaml", "  no:")
    take_out(prompts / "messages/se/when.yaml", "weekday:", "date:")
    take_out(prompts / MODEL / "se.yaml", "  team-met:")
    words = load_content(prompts, SCHEDULES)

    async with world(database_url, programme=RIDGE, words=words) as w:
        kari = await w.joins("kari", language="se")
        await kari.hears("kommer ihttin dii. 10:00")
        await w.to("2026-09-01 10:00")
        await kari.hears("Dovddastit dárbbu.\n\nMan guhkás lehpet ollen?")
        first = await answers_all(w, kari)
        await w.to("2026-09-15 10:00")
        await kari.hears("Man guhkás lehpet ollen?")
        second = await answers_all(w, kari)

    assert "Man guhkás lehpet ollen? 4" in first.text
    assert "Har teamet hatt møte siden sist? Juo" in first.text
    assert "kommer 15. september kl. 10:00" in first.text
    assert "kommer 29. september kl. 10:00" in second.text
    assert [(it.key, it.language, it.borrowed_from) for it in caplog.records if it.message == "text missing"] == [  # type: ignore[attr-defined]
        ("check-in.buttons.no", "se", "nb"),
        (f"{MODEL.partition('/')[2]}.questions.team-met", "se", "nb"),
        ("when.date", "se", "nb"),
    ]


async def answers_all(w: World, kari: Phone) -> Shown:
    """The check-in answered from its first question to its last; the message that then stands there."""
    for _ in range(4):
        shown = await kari.screen()
        answer = next(it for it in ("Juo", "4", "Njuike badjel") if it in shown.buttons)
        if answer == "Juo":
            assert shown.buttons[:2] == ["Juo", "Nei"]
        await kari.presses(answer, message=shown)
        await w.quiet()
    return await kari.hears("Takk. Ridge home care er ferdig")


async def test_somebody_with_a_language_of_their_own_reads_the_rest_in_the_collaboratives(
    prompts: Path, database_url: str
) -> None:
    for text in ("nothing-open:", "nothing-open-nothing-planned:", "nothing-to-answer:"):
        take_out(prompts / "messages/se/reply.yaml", text)
    words, nynorsk = load_content(prompts, SCHEDULES), RIDGE.replace("language: nb\nstarts", "language: nn\nstarts")

    async with world(database_url, programme=nynorsk, words=words) as w:
        kari = await w.joins("kari", language="se")
        await kari.says("Hei")
        await w.quiet()

        await kari.hears("Ingen spørsmål ventar på ein tekst, så han vart ikkje lagra.")
