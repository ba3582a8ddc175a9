"""Small tests of a change: what is kept of them, and who is asked what happened, when, and how often."""

from datetime import time
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.domain.buttons import AGAIN, DROP, GO_ON, KEEP, LATER, OPEN, SKIP, TELL, CyclePressed, CyclesPressed
from bot.storage import pdsa_cycles as cycle_rows
from bot.storage.tables import absences, closures, memberships, pdsa_cycles, people, teams
from tests.flow.rooms import Rooms, rooms, team, teams_text
from tests.flow.trying import Trying, day
from tests.support.ridge import RIDGE

pytestmark = pytest.mark.asyncio(loop_scope="session")

REPORTER = RIDGE.replace("    members: [kari, ola]", "    members: [kari, ola, nina]\n    reporter: nina").replace(
    "owners:", "  - {id: nina, name: Nina Berg}\nowners:"
)


async def change_person(r: Rooms, who: str, **values: Any) -> None:
    await r.change(update(people).where(people.c.slug == who).values(**values))


# What is kept


async def test_a_test_is_kept_with_the_phase_and_the_step_of_the_team_at_its_start(database_url: str) -> None:
    async with rooms(database_url) as r:
        await r.join("kari")
        t = Trying(r)
        await t.saves("kari", "2026-09-03", text="Vi ringer først. Færre turer?")
        await r.change(update(teams).values(phase="plan"))
        await t.presses("kari", TELL)
        await t.writes("kari", "Tre turer færre.")
        await t.presses("kari", "adopt")

        row = await t.row()
    assert (row.number, row.phase, row.step, row.stage) == (1, "prepare", "recognise-need", "closed")
    assert (row.prediction, row.scale, row.planned_end) == (
        "Vi ringer først. Færre turer?", "one-user-or-shift", day("2026-09-03"),
    )  # fmt: skip
    assert (row.what_happened, row.decision, row.person_id, row.told_id) == (
        "Tre turer færre.", "adopt", row.holder_id, row.holder_id,
    )  # fmt: skip
    assert (row.started_at, row.closed_at, row.ask_at, row.asked_at) == (r.now, r.now, None, None)


async def test_tests_are_numbered_in_the_team_as_they_are_saved(database_url: str) -> None:
    async with rooms(database_url) as r:
        await r.join("kari", "ola")
        t = Trying(r)
        await t.begins("kari")
        await t.saves("ola", "2026-09-03")
        first = await t.row()
        kari = int((await r.rows(select(pdsa_cycles.c.id).order_by(pdsa_cycles.c.id)))[0][0])
        await t.presses("kari", SKIP, "one-unit", "2026-09-03", cycle=kari)

        assert (first.number, (await t.row(kari)).number) == (1, 2)


async def test_words_are_shown_as_they_were_written(database_url: str) -> None:
    async with rooms(database_url) as r:
        await r.join("kari")
        t = Trying(r)
        await t.saves("kari", "2026-09-03", text="<b>Færre</b> & {{ team }}")

    assert "Ventet: &lt;b&gt;Færre&lt;/b&gt; &amp; {{ team }}" in t.last_text("kari")


async def test_a_text_that_is_too_long_is_not_kept_and_the_question_stands_below(database_url: str) -> None:
    async with rooms(database_url) as r:
        await r.join("kari")
        t = Trying(r)
        await t.begins("kari")
        await t.writes("kari", "å" * 201)
        row = await t.row()

        assert (row.stage, row.prediction, row.draft) == ("prediction", None, None)
        assert "Kan du si det med 200 tegn? Du skrev 201." in t.last_text("kari")
        assert "Hva vil dere prøve" in t.last_text("kari")
        await t.writes("kari", "å" * 200)
        assert (await t.row()).prediction == "å" * 200


@pytest.mark.parametrize(("press", "kept"), [(KEEP, "Ring 22 22 22 22"), (SKIP, None)])
async def test_a_phone_number_is_kept_only_after_a_yes(database_url: str, press: str, kept: str | None) -> None:
    async with rooms(database_url) as r:
        await r.join("kari")
        t = Trying(r)
        await t.begins("kari")
        await t.writes("kari", "Ring 22 22 22 22")
        asked = await t.row()
        await t.presses("kari", press)
        row = await t.row()

    assert (asked.stage, asked.prediction, asked.draft) == ("prediction", None, "Ring 22 22 22 22")
    assert (row.stage, row.prediction, row.draft) == ("scale", kept, None)


async def test_a_phone_number_after_a_no_is_gone_and_the_question_stands_there_again(database_url: str) -> None:
    async with rooms(database_url) as r:
        await r.join("kari")
        t = Trying(r)
        await t.begins("kari")
        await t.writes("kari", "Skriv til kari@example.org")
        await t.presses("kari", AGAIN)
        row = await t.row()

        assert (row.stage, row.prediction, row.draft) == ("prediction", None, None)
        assert await t.presses("kari", KEEP) != ""


async def test_a_text_where_buttons_are_asked_for_is_not_kept(database_url: str) -> None:
    async with rooms(database_url) as r:
        await r.join("kari")
        t = Trying(r)
        await t.begins("kari")
        await t.presses("kari", SKIP)

        assert not await t.writes("kari", "Ganske lite")
        assert await t.writes("kari", "Ganske lite", reply_to=(await t.row()).message_id)
        assert (await t.row()).stage == "scale"
        assert "Trykk på en av knappene" in t.last_text("kari")


async def test_a_text_belongs_to_the_test_lowest_in_the_chat_or_to_the_one_it_replies_to(database_url: str) -> None:
    async with rooms(database_url) as r:
        await r.join("kari")
        t = Trying(r)
        first = await t.saves("kari", "2026-09-03")
        await t.presses("kari", TELL)
        await t.begins_another("kari")
        second = (await t.row()).id
        await t.writes("kari", "Vi tror det går fortere.")
        await t.writes("kari", "Det gikk saktere.", reply_to=(await t.row(first)).message_id)

        assert (await t.row(second)).prediction == "Vi tror det går fortere."
        assert (await t.row(first)).what_happened == "Det gikk saktere."


async def test_the_next_test_begins_with_what_was_kept(database_url: str) -> None:
    async with rooms(database_url) as r:
        await r.join("kari", "ola")
        t = Trying(r)
        await t.saves("kari", "2026-09-03", scale="a-few-shifts", text="Færre turer")
        await t.presses("ola", TELL, SKIP, "adapt")
        row = await t.row()

        assert (row.stage, row.prediction, row.scale, row.follows, row.number) == (
            "prediction", "Færre turer", "a-few-shifts", 1, None,
        )  # fmt: skip
        assert row.person_id == row.holder_id != (await t.row(row.id - 1)).person_id
        await t.presses("ola", GO_ON)
        assert (await t.row()).prediction == "Færre turer"
        assert "Til nå: Noen få vakter" in t.last_text("ola")


async def test_a_half_made_test_is_gone_on_with_and_there_is_never_a_second(database_url: str) -> None:
    async with rooms(database_url) as r:
        await r.join("kari")
        t = Trying(r)
        await t.begins("kari")
        await t.presses("kari", SKIP)
        await t.begins("kari")
        await t.begins_another("kari")
        assert await t.stages() == [(None, "scale")]
        assert "Hvor smått starter dere?" in t.last_text("kari")
        await t.presses("kari", DROP)
        await t.begins("kari")

        assert await t.stages() == [(None, "dropped"), (None, "prediction")]


async def test_what_was_dropped_is_not_kept(database_url: str) -> None:
    async with rooms(database_url) as r:
        await r.join("kari")
        t = Trying(r)
        await t.begins("kari")
        await t.writes("kari", "Færre turer")
        await t.presses("kari", "one-unit", DROP)
        row = await t.row()

        assert (row.prediction, row.scale, row.planned_end) == (None, None, None)
        assert await t.presses_button("kari", CyclePressed(row.id, "p", SKIP)) != ""


async def test_only_saved_tests_count(database_url: str) -> None:
    async with rooms(database_url) as r:
        await r.join("kari")
        t = Trying(r)
        await t.saves("kari", "2026-09-03")
        await r.to("2026-09-01 12:00")
        await t.saves("kari", "2026-09-10")
        await t.begins_another("kari")
        async with r.house.db.read() as tx:
            begun = await cycle_rows.tests_begun(tx, 1)
        counts = [
            sum(moment >= r.moment(f"{it} 12:00") for moment in begun)
            for it in ("2026-08-30", "2026-09-01", "2026-09-02")
        ]

    assert counts == [2, 1, 0]


# The planned end


async def test_who_wrote_it_is_asked_once_on_the_planned_end_at_ten(database_url: str) -> None:
    async with rooms(database_url) as r:
        await r.join("kari", "ola")
        t = Trying(r)
        await t.saves("kari", "2026-09-03")
        await r.to("2026-09-30 12:00")

    assert t.asked() == [("kari", "2026-09-03 10:00")]


async def test_what_was_told_before_is_not_asked_about(database_url: str) -> None:
    async with rooms(database_url) as r:
        await r.join("kari", "ola")
        t = Trying(r)
        await t.saves("kari", "2026-09-03")
        await t.presses("ola", TELL, SKIP, "abandon")
        r.sent.clear()
        await r.to("2026-09-10 12:00")

    assert t.asked() == []


async def test_what_was_begun_to_be_told_and_left_alone_is_asked_about(database_url: str) -> None:
    async with rooms(database_url) as r:
        await r.join("kari", "ola")
        t = Trying(r)
        await t.saves("kari", "2026-09-03")
        await t.presses("ola", TELL)
        r.sent.clear()
        await r.to("2026-09-10 12:00")

    assert t.asked() == [("kari", "2026-09-03 10:00")]


async def test_nobody_is_asked_on_a_day_that_was_closed_after_it_was_planned(database_url: str) -> None:
    async with rooms(database_url) as r:
        await r.join("kari")
        t = Trying(r)
        await t.saves("kari", "2026-09-03")
        await r.add(closures, collaborative_id=1, first=day("2026-09-03"), last=day("2026-09-07"), title="Closed")
        await r.to("2026-09-30 12:00")

    assert t.asked() == [("kari", "2026-09-08 07:00")]


async def test_a_persons_own_hours_and_days_hold(database_url: str) -> None:
    async with rooms(database_url) as r:
        await r.join("kari")
        t = Trying(r)
        await t.saves("kari", "2026-09-03")
        await change_person(r, "kari", quiet_from=time(21), quiet_until=time(15), working_days=[0, 4])
        await r.to("2026-09-30 12:00")

    assert t.asked() == [("kari", "2026-09-04 15:00")]


async def test_who_is_away_is_asked_when_they_are_back(database_url: str) -> None:
    async with rooms(database_url) as r:
        await r.join("kari", "ola")
        t = Trying(r)
        await t.saves("kari", "2026-09-03")
        kari = (await t.row()).person_id
        await r.add(absences, person_id=kari, first=day("2026-09-02"), last=day("2026-09-13"))
        await r.to("2026-09-30 12:00")

    assert [to for to, at in t.asked() if at.startswith("2026-09-14")] == ["kari"]
    assert len(t.asked()) == 1


async def test_a_person_is_asked_about_one_test_a_day(database_url: str) -> None:
    async with rooms(database_url) as r:
        await r.join("kari", "ola")
        t = Trying(r)
        for _ in range(3):
            await t.saves("kari", "2026-09-03")
        await t.saves("ola", "2026-09-03")
        await r.to("2026-09-30 12:00")

    assert sorted(t.asked()) == [
        ("kari", "2026-09-03 10:00"),
        ("kari", "2026-09-04 10:00"),
        ("kari", "2026-09-07 07:00"),
        ("ola", "2026-09-03 10:00"),
    ]


@pytest.mark.parametrize("how", ["left", "blocked", "found to be gone"])
async def test_where_the_writer_is_gone_the_reporter_is_asked(database_url: str, how: str) -> None:
    async with rooms(database_url, REPORTER) as r:
        await r.join("kari", "ola", "nina")
        t = Trying(r)
        await t.saves("kari", "2026-09-03")
        if how == "left":
            kari = (await t.row()).person_id
            await r.change(update(memberships).where(memberships.c.person_id == kari).values(left_at=r.now))
        elif how == "blocked":
            await change_person(r, "kari", gone_at=r.now)
        else:
            r.gone.add("kari")
            await change_person(r, "kari", gone_at=None)
        await r.to("2026-09-10 12:00")

    assert t.asked() == [("nina", "2026-09-03 10:00")]
    assert "Kari Lund begynte på dette forsøket." in t.last_text("nina")


async def test_without_a_reporter_whoever_joined_first_is_asked(database_url: str) -> None:
    async with rooms(database_url, REPORTER.replace("    reporter: nina\n", "")) as r:
        await r.join("nina", "kari")
        await r.to("2026-08-31 09:00")
        await r.join("ola")
        t = Trying(r)
        await t.saves("kari", "2026-09-03")
        await change_person(r, "kari", gone_at=r.now)
        await r.to("2026-09-10 12:00")

    assert t.asked() == [("nina", "2026-09-03 10:00")]


async def test_where_nobody_can_be_asked_it_stays_to_be_told(database_url: str) -> None:
    async with rooms(database_url) as r:
        await r.join("kari")
        t = Trying(r)
        await t.saves("kari", "2026-09-03")
        await change_person(r, "kari", gone_at=r.now)
        await r.to("2026-09-10 12:00")
        assert (t.asked(), (await t.row()).ask_at) == ([], None)

        await change_person(r, "kari", gone_at=None)
        await t.begins("kari")
        assert "Forsøk 1: Hva skjedde?" in t.last_text("kari")
        await t.presses("kari", OPEN, SKIP, "adopt")
        assert await t.stages() == [(1, "closed")]


@pytest.mark.parametrize("values", [{"removed_at": True}, {"ends": "2026-09-02"}])
async def test_nobody_is_asked_when_the_programme_is_over(database_url: str, values: dict[str, Any]) -> None:
    async with rooms(database_url) as r:
        await r.join("kari")
        t = Trying(r)
        await t.saves("kari", "2026-09-03")
        set_to = {"removed_at": r.now} if "removed_at" in values else {"ends": day(values["ends"])}
        await r.change(update(teams).values(**set_to))
        await r.to("2026-09-10 12:00")

    assert t.asked() == []


async def test_a_bad_row_stops_no_other(database_url: str) -> None:
    async with rooms(database_url) as r:
        await r.join("kari", "ola")
        t = Trying(r)
        bad = await t.saves("kari", "2026-09-03")
        await t.saves("ola", "2026-09-03")
        await r.change(update(pdsa_cycles).where(pdsa_cycles.c.id == bad).values(decision="dance"))
        await r.to("2026-09-03 10:30")
        assert t.asked() == [("ola", "2026-09-03 10:00")]
        await r.change(update(pdsa_cycles).where(pdsa_cycles.c.id == bad).values(decision=None))
        await r.to("2026-09-03 12:30")

    assert t.asked()[1:] == [("kari", "2026-09-03 11:00")]


async def test_not_done_yet_is_asked_again_on_the_new_day(database_url: str) -> None:
    async with rooms(database_url) as r:
        await r.join("kari")
        t = Trying(r)
        await t.saves("kari", "2026-09-03")
        await r.to("2026-09-03 12:00")
        await t.presses("kari", LATER, "2026-09-10")
        await r.to("2026-09-30 12:00")

    assert t.asked() == [("kari", "2026-09-03 10:00"), ("kari", "2026-09-10 10:00")]


# The team and its days


async def test_a_test_is_a_sign_of_life(database_url: str) -> None:
    async with rooms(database_url) as r:
        await r.join("kari")
        await r.to("2026-09-16 12:00")
        assert [kind for _, kind, _, because in await r.cases() if not because] == ["silent"]
        t = Trying(r)
        await t.begins("kari")

        assert [because for _, kind, _, because in await r.cases()] == ["sign_of_life"]
        at = (await r.rows(select(teams.c.last_sign_at)))[0][0]
        assert at == r.now


async def test_no_test_is_begun_when_no_working_day_is_left_for_it(database_url: str) -> None:
    async with rooms(database_url) as r:
        await r.join("kari")
        await r.change(update(teams).values(ends=day("2026-08-31")))
        t = Trying(r)
        await t.begins("kari")

    assert await t.stages() == []
    assert (
        t.last_text("kari") == "Det er ingen arbeidsdag igjen til et nytt forsøk før Safer medication at home er slutt."
    )


async def test_days_that_have_passed_are_replaced_by_new_ones(database_url: str) -> None:
    async with rooms(database_url) as r:
        await r.join("kari")
        t = Trying(r)
        await t.begins("kari")
        await t.presses("kari", SKIP, "one-unit")
        await r.to("2026-09-04 12:00")
        toast = await t.presses("kari", "2026-09-03")

        assert toast == "Den dagen kan ikke velges lenger. Her er nye."
        assert (await t.row()).stage == "end"
        await t.presses("kari", "2026-09-07")
        assert (await t.row()).planned_end == day("2026-09-07")


async def test_a_member_of_two_teams_has_tests_of_each(database_url: str) -> None:
    two = teams_text(team("ridge", "kari"), team("fjord", "kari"), people_of="kari")
    async with rooms(database_url, two) as r:
        await r.join("kari")
        t = Trying(r)
        await t.begins("kari")
        assert t.last_text("kari") == "Which team is it about?"
        await t.begins_another("kari", "ridge")
        await t.begins_another("kari", "fjord")

        assert await t.stages() == [(None, "prediction"), (None, "prediction")]


async def test_whoever_has_left_or_has_no_part_in_it_changes_nothing(database_url: str) -> None:
    async with rooms(database_url) as r:
        await r.join("kari", "ola", "anne")
        await change_person(r, "kari", language="nb")
        t = Trying(r)
        await t.begins("kari")
        row = await t.row()
        skip = CyclePressed(row.id, "p", SKIP)
        refused = [await t.presses_button(who, skip) for who in ("ola", "anne")]
        await r.change(update(memberships).where(memberships.c.role == "member").values(left_at=r.now))
        refused.append(await t.presses_button("kari", skip))
        refused.append(await t.presses_on_list("kari", CyclesPressed(1, "new")))
        await r.change(update(memberships).values(left_at=None))
        await r.change(update(teams).values(removed_at=r.now))
        refused.append(await t.presses_button("kari", skip))
        refused.append(await t.presses_on_list("kari", CyclesPressed(1, "new")))
        refused.append(await t.presses_button("kari", CyclePressed(10**6, "p", SKIP)))
        refused.append(await t.presses_on_list("kari", CyclesPressed(10**6, "new")))

        assert [it.split(",")[0].split(".")[0] for it in refused] == [
            "Disse spørsmålene hører til Ridge home care",
            "Disse spørsmålene hører til Ridge home care",
            "Du har sluttet i teamet",
            "Du har sluttet i teamet",
            "Safer medication at home er slutt",
            "Safer medication at home er slutt",
            "Denne knappen er gammel",
            "Du har sluttet i teamet",
        ]
        assert not await t.writes("kari", "Færre turer")
        assert (await t.row()).stage == "prediction"
