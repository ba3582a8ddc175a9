"""Numbers that a facilitator sends as a file, over the real channel: all of them are kept, or none."""

import base64
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date

import pytest
from sqlalchemy import select

from bot.sandbox.phone import Phone
from bot.storage.measures import NewPoint, add_point
from bot.storage.tables import audit, imports, inbox, judgements, measure_points, measures, outbox
from tests.content.sheets.test_read import xlsx
from tests.flow.rooms import team, teams_text
from tests.support.world import World, world

REVIEWED = '{id: reviewed, title: Lists reviewed, kind: share, unit: "%", direction: up}'
FALLS = "{id: falls, title: Falls, kind: count, direction: down}"
HOW = (
    "A file has a first line with the names of its columns: date and value, or date, numerator and denominator. A line "
    "for each day follows. Totals only, never single patients."
)
WRONG = "I could not take these numbers, so nothing was kept."
ONE = teams_text(team("ridge", "kari", more=f", measures: [{REVIEWED}]"))
SEVERAL = teams_text(
    team("ridge", "kari", more=f", measures: [{REVIEWED}, {FALLS}]"),
    team("fjord", "ola", more=", measures: [{id: hours, title: Hours waited, kind: time}]"),
    team("dale", "nina"),
)
GOOD = b"Dato;Teller;Nevner\n24.8.2026;3;20\n17.8.2026;2;20\n"


@asynccontextmanager
async def anne_with(database_url: str, programme: str, language: str = "en") -> AsyncIterator[tuple[World, Phone]]:
    async with world(database_url, programme=programme) as w:
        yield w, await w.joins("anne", language=language)


async def sends(w: World, phone: Phone, content: bytes, name: str = "numbers.csv") -> str:
    """The person sends this file; the newest message then."""
    data = base64.b64encode(content).decode()
    await phone.sends(document={"file_name": name, "mime_type": "text/csv", "data": data})
    await w.quiet()
    return (await phone.screen()).text


async def presses(w: World, phone: Phone, label: str) -> str:
    await (await phone.presses(label)).toast()
    await w.quiet()
    return (await phone.screen()).text


async def points(w: World) -> list[tuple[str, str, float, bool]]:
    """Every point: of which measure, the day, the value, and whether it stands."""
    it = measure_points.c
    query = select(measures.c.slug, it.on_date, it.value, it.replaced_at).join_from(measure_points, measures)
    async with w.db.read() as tx:
        rows = (await tx.execute(query.order_by(it.id))).all()
    return [(row.slug, row.on_date.isoformat(), row.value, row.replaced_at is None) for row in rows]


async def test_numbers_are_shown_once_more_and_kept_when_they_are_right(database_url: str) -> None:
    async with anne_with(database_url, ONE) as (w, anne):
        shown = await sends(w, anne, GOOD)
        before = await points(w)
        chart = await presses(w, anne, "Keep them")

        assert shown == (
            "Lists reviewed, Ridge\n2 numbers, 17 August 2026 to 24 August 2026.\nNew: 2\n\n"
            "Nothing is kept until you say so. What is changed stays in the history."
        )
        assert before == []
        assert (await anne.messages())[-2].text == "Kept: 2 numbers for Lists reviewed of Ridge."
        assert chart == "Lists reviewed, Ridge\nToo early to say. 2 useful points so far, at least 10 are needed."
        assert await points(w) == [("reviewed", "2026-08-17", 10.0, True), ("reviewed", "2026-08-24", 15.0, True)]
        async with w.db.read() as tx:
            ((state, rows),) = (await tx.execute(select(imports.c.state, imports.c.rows))).all()
            noted = (await tx.execute(select(audit.c.detail).where(audit.c.action == "import_numbers"))).scalars().all()
            told = (await tx.execute(select(judgements.c.verdict).order_by(judgements.c.id))).scalars().all()
        assert (state, rows) == ("kept", [])
        assert told == ["too_early", "too_early"]
        assert noted == [{"team": "ridge", "measure": "reviewed", "points": 2}]


async def test_what_is_changed_is_named_and_what_it_was_stays_in_the_history(database_url: str) -> None:
    async with anne_with(database_url, ONE) as (w, anne):
        await sends(w, anne, GOOD)
        await presses(w, anne, "Keep them")
        shown = await sends(
            w, anne, xlsx([["date", "numerator", "denominator"], ["2026-08-24", 4, 20], ["2026-08-17", 2, 20]])
        )
        await presses(w, anne, "Keep them")
        again = await sends(w, anne, b"date,value\n2026-08-24,4/20\n")

        assert "Changed: 1\n- 24 August 2026: 15 % (3/20) becomes 20 % (4/20)\nSame as before: 1" in shown
        assert await points(w) == [
            ("reviewed", "2026-08-17", 10.0, True),
            ("reviewed", "2026-08-24", 15.0, False),
            ("reviewed", "2026-08-24", 20.0, True),
        ]
        assert again == ("All of these numbers are there already. Nothing was changed for Lists reviewed of Ridge.")


async def test_every_mistake_is_named_and_nothing_is_kept(database_url: str) -> None:
    bad = b"date,numerator,denominator\n2026-08-24,0,0\n2026-08-25,4,3\n2026-09-24,1,3\n"
    bad += b"24/8/2026,1,3\n2026-08-26,1,3\n26.8.2026,2,3\n"
    async with anne_with(database_url, ONE) as (w, anne):
        said = await sends(w, anne, bad)

        assert said == (
            f"{WRONG}\n\n"
            "Line 2: 0 of 0 is no share. Where there was nothing to count, leave the line out.\n"
            "Line 3: 4 of 3 cannot be right: the part is larger than the whole.\n"
            "Line 4: 24 September 2026 is still to come.\n"
            'Line 5: "24/8/2026" is no day that I can be sure of. Write it as 2026-11-03 or 3.11.2026.\n'
            "Line 7: 26 August 2026 stands in line 6 already. A day has one number.\n\n"
            "Put it right in the file and send it once more."
        )
        assert await points(w) == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", None),
        (
            b"2026-08-24,3\n",
            "Line 1: The first line should name the columns: date and value, or date, numerator and denominator.",
        ),
        (b"\x00\x01\x02", "I cannot read this as CSV or Excel. Save it as .xlsx or .csv."),
        (b"x" * 1_000_001, "The file is too large. More than 1 MB is no list of numbers."),
        (
            xlsx([["date", "value"], ["2026-08-24", "=1+2"]]),
            "Line 2: There is a formula (B2). Paste its value instead.",
        ),
    ],
)
async def test_a_file_that_is_no_list_of_numbers_gets_a_clear_sentence(
    database_url: str, content: bytes, said: str | None
) -> None:
    async with anne_with(database_url, ONE) as (w, anne):
        heard = await sends(w, anne, content or b" \n", "a.csv")

        assert heard.startswith(f"{WRONG}\n\n{said or 'There is nothing in the file.'}\n\n")
        assert heard.endswith((HOW, "Put it right in the file and send it once more."))


async def test_of_several_teams_and_measures_it_is_asked_which_is_meant(database_url: str) -> None:
    async with anne_with(database_url, SEVERAL) as (w, anne):
        which = await sends(w, anne, b"date,value\n2026-08-24,3\n")
        of_ridge = await presses(w, anne, "Ridge")
        falls = await presses(w, anne, "Falls")
        await presses(w, anne, "Keep them")

        assert which == "I read 1 number. Which team is it about?"
        assert of_ridge == "Ridge: what was counted?"
        assert falls.startswith("Falls, Ridge\n1 number, 24 August 2026 to 24 August 2026.")
        assert await points(w) == [("falls", "2026-08-24", 3.0, True)]


async def test_numbers_that_fit_one_measure_may_not_fit_another(database_url: str) -> None:
    async with anne_with(database_url, SEVERAL) as (w, anne):
        await sends(w, anne, b"date,value\n2026-08-24,3.5\n")
        await presses(w, anne, "Ridge")
        refused = await presses(w, anne, "Falls")
        await presses(w, anne, "Another measure")
        fits = await presses(w, anne, "Fjord")

        assert "Line 2: A count is a whole number." in refused
        assert fits.startswith("Hours waited, Fjord")


async def test_a_file_that_is_not_wanted_leaves_nothing(database_url: str) -> None:
    async with anne_with(database_url, ONE) as (w, anne):
        await sends(w, anne, GOOD)
        left = await presses(w, anne, "Leave it")

        assert left == "Nothing of the file was kept."
        assert await points(w) == []
        async with w.db.read() as tx:
            assert (await tx.execute(select(imports.c.state, imports.c.rows))).all() == [("dropped", [])]


async def test_of_two_files_the_newer_one_counts(database_url: str) -> None:
    async with anne_with(database_url, ONE) as (w, anne):
        await sends(w, anne, GOOD)
        await sends(w, anne, b"date,value\n2026-08-24,30\n")
        first = next(it for it in await anne.messages() if it.text.startswith("Lists reviewed"))
        toast = await (await anne.presses("Keep them", message=first)).toast()
        await w.quiet()

        assert toast.text == "That is done already."
        assert await points(w) == []


@pytest.mark.parametrize("who", ["kari", "per"])
async def test_only_who_leads_a_team_has_files_opened(database_url: str, who: str) -> None:
    async with world(database_url, programme=ONE) as w:
        phone = await w.joins(who, language="en")
        said = await sends(w, phone, GOOD)

        assert said.startswith("I can only read text and buttons.")
        assert await w.phones.log("getFile") == []


async def test_where_nobody_counts_the_file_stays_closed(database_url: str) -> None:
    async with anne_with(database_url, teams_text(team("ridge", "kari"))) as (w, anne):
        assert (await sends(w, anne, GOOD)).startswith("None of your teams counts anything yet")


async def test_norwegian_numbers_are_read_and_written_as_such(database_url: str) -> None:
    async with anne_with(database_url, ONE, "nb") as (w, anne):
        shown = await sends(w, anne, "Dato;Verdi\n24.8.2026;12,5 %\n".encode("cp1252"))
        await presses(w, anne, "Lagre dem")

        assert shown.startswith("Lists reviewed, Ridge\n1 tall, 24. august 2026 til 24. august 2026.\nNye: 1")
        assert await points(w) == [("reviewed", "2026-08-24", 12.5, True)]


@pytest.mark.parametrize(
    "content",
    [
        b"date;value;name;number\n2026-08-24;3;Kari Lund;01018012345\n",
        b"date;value\n2026-08-24;01018012345\n",
        b"date;value\n010180 12345;3\n",
        b"date;value\n2026-08-24;=01018012345\n",
        xlsx([["date", "value", "name", "number"], ["2026-08-24", 3, "Kari Lund", 1018012345]]),
        xlsx([["date", "value"], ["2026-08-24", 1018012345]]),
    ],
)
async def test_nothing_of_a_patient_in_a_file_reaches_the_disk(database_url: str, content: bytes) -> None:
    async with anne_with(database_url, ONE) as (w, anne):
        await sends(w, anne, content)

        async with w.db.read() as tx:
            rows = (await tx.execute(select(imports.c.rows))).scalars().all()
            texts = (await tx.execute(select(outbox.c.text))).scalars().all()
            updates = (await tx.execute(select(inbox.c.payload))).scalars().all()
        kept = "".join(map(str, [*rows, *texts, *updates]))
        assert "1018012345" not in kept
        assert "010180 12345" not in kept
        assert "Kari Lund" not in kept


async def test_of_two_who_keep_the_same_numbers_the_second_changes_nothing(database_url: str) -> None:
    async with anne_with(database_url, ONE) as (w, anne):
        await sends(w, anne, GOOD)
        async with w.db.write() as tx:
            measure_id = (await tx.execute(select(measures.c.id))).scalar_one()
            anne_id = (await tx.execute(select(imports.c.person_id))).scalar_one()
            for day, part in ((17, 2.0), (24, 3.0)):
                point = NewPoint(date(2026, 8, day), part * 5, part, 20.0)
                await add_point(tx, measure_id, point, w.bot.clock.now(), person_id=anne_id, source="chat")
        said = await presses(w, anne, "Keep them")

        assert said == "All of these numbers are there already. Nothing was changed for Lists reviewed of Ridge."
        async with w.db.read() as tx:
            assert (await tx.execute(select(imports.c.state, imports.c.rows))).all() == [("kept", [])]
