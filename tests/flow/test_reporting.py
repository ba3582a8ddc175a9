"""The brief for a gathering and the report of a month: what stands in them, and what never does."""

from datetime import date, timedelta

import pytest
from sqlalchemy import JSON, update

from bot.documents.docx import docx
from bot.domain.report import Grid, Picture, Style, Words
from bot.domain.stall import StallKind
from bot.flow.measuring.judging import judge_anew
from bot.storage.measures import NewPoint, add_point, measures_of
from bot.storage.tables import answers, measures, teams
from tests.documents.test_docx import drawn
from tests.flow.reported import (
    all_words,
    brief,
    case,
    collaborative,
    lines_of,
    monthly,
    said,
    small_test,
    team_id,
)
from tests.flow.rooms import Rooms
from tests.flow.test_teams import statements

pytestmark = pytest.mark.asyncio(loop_scope="session")

PEOPLE = ("Anne", "Vik", "Dahl", "Liv", "Aas", "Moe", "Kari", "Lund", "Ola", "Nes", "Nina", "Bø")
LANGUAGES = ("en", "nb", "nn")


async def counted(r: Rooms, values: list[float], slug: str = "ridge") -> None:
    """The team has counted this, a value a week."""
    async with r.house.db.write() as tx:
        for measure in await measures_of(tx, [await team_id(r, slug)]):
            for n, value in enumerate(values):
                point = NewPoint(date(2026, 8, 31) + timedelta(weeks=n), value)
                await add_point(tx, measure.id, point, r.now, person_id=None, source="test")
            await judge_anew(tx, measure, date(2026, 8, 31), r.now)


async def test_a_teams_page_says_all_there_is_to_say_of_it(database_url: str) -> None:
    async with collaborative(database_url) as r:
        await counted(r, [60.0, 40.0])
        report = await brief(r, "ridge")

    (page,) = report.pages
    assert lines_of(page) == [
        "Ridge home care",
        ("Phase 3 of 5, Carry out: Try it on a small scale. 1 of 1 have joined. How it stands: late with the last "
        "questions."),
        "Aim: Nine of ten lists are reviewed in time, says a colleague. Lists reviewed: the goal is 90%.",
        ("In place before the next phase: 0 of 5. Still open: The change was tried on a small scale first; "
        "Expectations were written down first and compared with what happened; The new way is used on most shifts, "
        "evenings and weekends too; and 2 more."),
        ("How far, from 0.5 to 5: the team 2.5 (11 September), the facilitator 4 (11 September): a good start for a "
        "talk."),
        "Tried",
        "- Test 2, a few shifts: until 18 September.",
        "- Test 1, one user or shift: adopted (11 September).",
        "In the way",
        "- Staffing (answered 11 September).",
        "In numbers",
        "[Lists reviewed: Too early to say. 2 useful points so far, at least 10 are needed.]",
        "Homework",
        "- Done: Count ten lists.",
        "For the others",
        '- "Begin with a colleague\'s shift"',
        "- Question for the others: who has found a way when this is in the way: staffing?",
    ]  # fmt: skip


async def test_the_first_page_is_about_all_teams_those_in_need_first(database_url: str) -> None:
    async with collaborative(database_url) as r:
        await case(r, "fjord", StallKind.HELP_WANTED)
        report = await brief(r)

    assert (report.title, report.subtitle, report.language) == (
        "Second gathering: brief", "Safer medication at home, Tuesday, 17 November 2026", "en-GB",
    )  # fmt: skip
    assert [page[0].words for page in report.pages if isinstance(page[0], Words)] == [
        "All teams at a glance", "Fjord ward", "Coast", "Ridge home care",
    ]  # fmt: skip
    assert lines_of(report.pages[0]) == [
        "All teams at a glance",
        "Teams in need",
        "- Fjord ward: late with the last questions and asks for help.",
        "Who has what",
        "Team | Phase and step | How it stands | In place | Tests | Numbers",
        ("Fjord ward | Plan: Map needs and current practice | late with the last questions and asks for help | 0 of 6 "
        "| none yet | none yet"),
        ("Coast | Prepare: Recognise the need for improvement | late with the last questions | 0 of 8 | none yet "
        "| none yet"),
        ("Ridge home care | Carry out: Try it on a small scale | late with the last questions | 0 of 5 | 1 decided, 1 "
        "under way | none yet"),
        "To build on",
        "- Ridge home care: adopted something that they had tried.",
        "- Ridge home care: a tip for the others.",
        "Homework for this gathering",
        "- Count ten lists. Done by 1 of 2.",
    ]  # fmt: skip


async def test_the_report_of_a_month_holds_the_fields_of_one(database_url: str) -> None:
    async with collaborative(database_url) as r:
        await counted(r, [60.0, 40.0])
        report = await monthly(r, "ridge")

    (page,) = report.pages
    lines = lines_of(page)
    headings = [it.words for it in page if isinstance(it, Words) and it.style is Style.SUBHEADING]
    (tests,) = [it for it in page if isinstance(it, Grid)]
    assert report.subtitle == "Safer medication at home, 12 August 2026 to 11 September 2026"
    assert headings == ["In numbers", "Small tests", "Homework", "Learned", "Barriers", "The next month"]
    assert tests.rows == (
        ("2, a few shifts", "Still fewer", "", "until 18 September"),
        ("1, one user or shift", "Fewer calls", "a colleague had half the calls", "adopted"),
    )
    assert lines[lines.index("Learned") + 1 :] == [
        "- A quiet hour helps, a colleague's idea",
        "Barriers",
        "- Staffing: 1 answer.",
        "Help: The team needs no help (11 September).",
        ("Manager involvement: Has the manager asked about the work? The team: no (11 September). The manager: yes "
        "(11 September)."),
        "Why, as the team sees it: a colleague counts now",
        "Why, as the facilitator sees it: It holds",
        "The next month",
        "- Step: Try it on a small scale.",
        "- Second gathering: 17 November.",
        "- Next questions: 15 September.",
    ]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
async def test_nobody_is_named_whatever_the_teams_wrote(database_url: str, language: str) -> None:
    async with collaborative(database_url) as r:
        for n, name in enumerate(("Kari Lund", "Ola", "Ninas", "Anne Vik's")):
            await small_test(r, 3 + n, "one-unit", f"{name} counts", f"it was {name}", "adapt")
        found = all_words(await brief(r, language=language)) + all_words(await monthly(r, language=language))

    words = {it.strip('.,:;()"«»|') for it in found.split()}
    assert words.isdisjoint(PEOPLE)
    assert "Begin" in words


async def test_what_somebody_answered_for_themselves_stands_nowhere(database_url: str) -> None:
    async with collaborative(database_url) as r:
        before = all_words(await brief(r)) + all_words(await monthly(r))
        await said(r, "ridge", "kari", "safe-to-say", 1, about="person")
        await said(r, "ridge", "kari", "aim-sentence", "Only for me", about="person")
        after = all_words(await brief(r)) + all_words(await monthly(r))

    assert after == before


async def test_what_was_not_meant_for_others_stays_out_of_the_brief(database_url: str) -> None:
    async with collaborative(database_url) as r:
        found = all_words(await brief(r))

    for words in ("Not approved", "Fewer calls", "half the calls", "A quiet hour", "counts now", "It holds"):
        assert words not in found


async def test_words_that_were_erased_leave_no_gap_that_breaks_it(database_url: str) -> None:
    async with collaborative(database_url) as r:
        await r.change(update(answers).values(value=JSON.NULL))
        found = all_words(await brief(r)) + all_words(await monthly(r))

    assert "Aim: Lists reviewed: the goal is 90%." in found
    assert ": None" not in found
    assert "as the team sees it" not in found


async def test_two_charts_stand_side_by_side_and_the_others_are_said(database_url: str) -> None:
    async with collaborative(database_url) as r:
        ridge = await team_id(r, "ridge")
        for slug in ("falls", "time", "doses"):
            await r.add(
                measures,
                team_id=ridge,
                slug=slug,
                title=slug.title(),
                kind="count",
                unit="",
                every="week",
                rules="anhoej",
            )
        await counted(r, [5.0, 7.0, 6.0])
        report = await brief(r, "ridge")

    (picture,) = [it for it in report.pages[0] if isinstance(it, Picture)]
    assert [it.title for it in picture.charts] == ["Lists reviewed", "Falls"]
    said_only = [it for it in lines_of(report.pages[0]) if it.startswith(("- Time", "- Doses"))]
    assert len(said_only) == 1


async def test_in_place_nowhere_and_needed_everywhere_is_worth_a_word_to_all(database_url: str) -> None:
    async with collaborative(database_url) as r:
        await r.change(update(teams).values(phase="prepare"))
        lines = lines_of((await brief(r)).pages[0])

    place = lines.index("Not in place in several teams")
    assert lines[place + 1] == ("- A named manager stands behind the work: Coast, Fjord ward and Ridge home care")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_brief_with_the_longest_names_can_be_written_and_opened(database_url: str, language: str) -> None:
    async with collaborative(database_url) as r:
        await r.change(update(teams).values(title="Ærlig & åpen <hjemmetjeneste> " * 7))
        await counted(r, [5.0, 7.0, 6.0])
        report = await brief(r, language=language)

    assert docx(report, drawn) == docx(report, drawn)


async def test_a_document_about_many_teams_asks_little_of_the_database(database_url: str) -> None:
    async with collaborative(database_url) as r:
        with statements() as of_one:
            await brief(r, "ridge")
        with statements() as of_three:
            await brief(r)

    assert len(of_one) < 40
    assert len(of_three) - len(of_one) < 2 * 20
