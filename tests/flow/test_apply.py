"""A programme file carries over what differs from the one before; what people did in the bot stays and is listed."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import Table, func, select, update

from bot.storage.tables import (
    audit,
    check_ins,
    conversations,
    invites,
    measures,
    memberships,
    metadata,
    outbox,
    people,
    phase_moves,
    sessions,
    teams,
)
from tests.flow.rooms import Rooms, rooms, team, teams_text
from tests.support.programmes import (
    CHANGED_PHASE,
    MOVED_SESSION,
    NEW_MEMBER,
    NEW_TEAM,
    REMOVED_PERSON,
    programme,
)
from tests.support.ridge import RIDGE

pytestmark = pytest.mark.asyncio(loop_scope="session")


KARI_EN = ("{id: kari, name: Kari Lund}", "{id: kari, name: Kari Lund, language: en}")
KARI_NN = ("{id: kari, name: Kari Lund}", "{id: kari, name: Kari Lund, language: nn}")


async def everything(r: Rooms) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, so that two looks can be compared."""
    return {table.name: [tuple(row) for row in await r.rows(select(table).order_by(table.c.id))] for table in tables()}


def tables() -> Iterator[Table]:
    return (table for table in metadata.sorted_tables if table.name != "heartbeat")


# The same file, and only looking


async def test_the_same_file_again_changes_nothing(database_url: str) -> None:
    async with rooms(database_url) as r:
        await r.join("kari", "per", "anne")
        await r.to("2026-09-02 12:00")
        before = await everything(r)

        done = await r.apply(RIDGE)

        assert done.lines() == []
        assert await everything(r) == before


@pytest.mark.parametrize("edits", [MOVED_SESSION, NEW_MEMBER, REMOVED_PERSON, CHANGED_PHASE, NEW_TEAM])
async def test_a_dry_run_says_the_same_and_keeps_nothing(database_url: str, edits: list[tuple[str, str]]) -> None:
    async with rooms(database_url) as r:
        await r.join("kari")
        before = await everything(r)

        said = (await r.apply(programme(*edits), dry_run=True)).lines()

        assert await everything(r) == before
        assert (await r.apply(programme(*edits))).lines() == said
    assert said != []


async def test_a_dry_run_of_a_first_file_leaves_the_database_empty(database_url: str) -> None:
    async with rooms(database_url, "") as r:
        done = await r.apply(RIDGE, dry_run=True)

        assert len(done.lines()) > 5
        assert [name for name, rows in (await everything(r)).items() if rows] == []


# Each kind of change


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ([("title: Safer medication at home", "title: Safer")],
         ["collaborative safer-medication: title Safer medication at home -> Safer"]),
        ([("language: nb\nstarts", "language: en\nstarts")], ["collaborative safer-medication: language nb -> en"]),
        ([("name: Kari Lund", "name: Kari Bø")], ["person kari: name Kari Lund -> Kari Bø"]),
        ([("email: per@example.org", "email: moe@example.org")],
         ["person per: email per@example.org -> moe@example.org"]),
        ([("title: First gathering", "title: Kick-off")], ["session first: title First gathering -> Kick-off"]),
        ([("title: Ridge home care", "title: Ridge")], ["team ridge: title Ridge home care -> Ridge"]),
        ([("phase: prepare", "quorum: 2\n    phase: prepare")], ["team ridge: quorum 1 -> 2"]),
        ([("owners: [anne]", "owners: [anne, per]")], ["owner safer-medication: people (anne) -> (anne, per)"]),
        ([("facilitators: [anne]", "facilitators: [per]")], ["facilitator ridge: people (anne) -> (per)"]),
        ([("members: [kari, ola]", "members: [ola, kari]")], ["member ridge: people (kari, ola) -> (ola, kari)"]),
        ([("goal: 90", "goal: 95")], ["measure ridge/reviewed: goal 90.0 -> 95.0"]),
        (CHANGED_PHASE, ["team ridge: phase prepare -> plan"]),
        (NEW_MEMBER, ["person nina: added", "member ridge: people (kari, ola) -> (kari, ola, nina)"]),
        (REMOVED_PERSON, ["person ola: removed", "member ridge: people (kari, ola) -> (kari)"]),
    ],
)  # fmt: skip
async def test_each_change_is_carried_out_and_said(
    database_url: str, edits: list[tuple[str, str]], expected: list[str]
) -> None:
    async with rooms(database_url) as r:
        done = await r.apply(programme(*edits))

        assert done.lines() == expected
        assert (await r.apply(programme(*edits))).lines() == []


async def test_a_new_phase_is_a_move_and_a_removed_measure_is_kept_out_of_sight(database_url: str) -> None:
    measure = RIDGE[RIDGE.index("    measures:") :]
    async with rooms(database_url) as r:
        await r.apply(programme(*CHANGED_PHASE, (measure, "    measures: []\n")))

        moves = await r.rows(select(phase_moves.c.from_phase, phase_moves.c.to_phase).order_by(phase_moves.c.id))
        ((removed_at,),) = await r.rows(select(measures.c.removed_at))
    assert moves == [(None, "prepare"), ("prepare", "plan")]
    assert removed_at == r.now


# What it moves


async def test_a_moved_session_moves_what_has_not_been_sent_and_lists_it(database_url: str) -> None:
    on_tuesday = ("date: 2026-09-08", "date: 2026-09-15")
    async with rooms(database_url, programme(on_tuesday)) as r:
        await r.join("kari")
        await r.to("2026-09-02 12:00")

        done = await r.apply(RIDGE)
        await r.to("2026-09-16 12:00")

        assert await r.check_ins() == [
            ("2026-09-01", "missed", "2026-09-01 10:00"),
            ("2026-09-15", "asked", "2026-09-15 10:00"),
        ]
    assert done.lines() == [
        "session first: on 2026-09-15 -> 2026-09-08",
        "team ridge: 1 unsent check-in moves: 2026-09-16 -> 2026-09-15",
    ]


async def test_a_new_closure_moves_the_next_check_in_and_the_moment_of_silence(database_url: str) -> None:
    closing = ("closures:\n", "closures:\n  - {from: 2026-09-14, to: 2026-09-16, title: Move}\n")
    async with rooms(database_url) as r:
        await r.join("kari", "anne")
        await r.to("2026-09-02 12:00")
        done = await r.apply(programme(closing))
        await r.to("2026-09-25 12:00")

        assert done.moved == ["team ridge: 1 unsent check-in moves: 2026-09-15 -> 2026-09-17"]
        assert await r.cases() == [("ridge", "silent", "2026-09-18 10:00", "")]


async def test_a_closure_taken_away_brings_the_reminder_and_the_closing_forward(database_url: str) -> None:
    closing = ("closures:\n", "closures:\n  - {from: 2026-09-03, to: 2026-09-07, title: Move}\n")
    async with rooms(database_url, programme(closing)) as r:
        await r.join("kari")
        await r.to("2026-09-02 12:00")
        await r.apply(RIDGE)

        (row,) = await r.rows(select(check_ins.c.remind_at, check_ins.c.close_at))
    assert (r.local(row.remind_at), r.local(row.close_at)) == ("2026-09-03 10:00", "2026-09-15 10:00")


async def test_a_closure_on_a_day_already_asked_asks_nothing_twice(database_url: str) -> None:
    closing = ("closures:\n", "closures:\n  - {from: 2026-09-01, to: 2026-09-01, title: Late news}\n")
    async with rooms(database_url) as r:
        await r.join("kari")
        await r.to("2026-09-01 12:00")
        await r.apply(programme(closing))
        await r.to("2026-09-16 12:00")

        assert [day for day, _, _ in await r.check_ins()] == ["2026-09-01", "2026-09-15"]


async def test_a_check_in_held_back_by_the_budget_survives_a_change_of_the_programme(database_url: str) -> None:
    text = teams_text(team("a"), team("b"), team("c"))
    session = text.replace("people:", "sessions:\n  - {id: first, title: First, date: 2026-10-20}\npeople:")
    async with rooms(database_url, text) as r:
        await r.join("kari")
        await r.to("2026-09-02 12:00")
        done = await r.apply(session)
        await r.to("2026-09-07 12:00")

        assert await r.check_ins("c") == [("2026-09-01", "asked", "2026-09-07 10:00")]
    assert done.moved == []


async def test_a_shorter_programme_asks_no_more(database_url: str) -> None:
    sooner = programme(("ends: 2027-06-18", "ends: 2026-11-20"))
    async with rooms(database_url, at="2026-11-12 12:00") as r:
        await r.join("kari")
        done = await r.apply(sooner)

        again = await r.apply(RIDGE)
    days = "2026-11-24, 2026-12-08, 2027-01-05, 2027-01-19 and 10 more"
    assert done.moved == [f"team ridge: 14 unsent check-ins are cancelled: {days}"]
    assert again.moved == [f"team ridge: 14 unsent check-ins are added: {days}"]


# What stays


@pytest.mark.parametrize(
    ("chosen", "file", "now"),
    [("nn", KARI_EN, "nn"), (None, KARI_EN, "en")],
    ids=["chosen in the bot", "never chosen"],
)
async def test_a_language_chosen_in_the_bot_stays_and_is_listed(
    database_url: str, chosen: str | None, file: tuple[str, str], now: str
) -> None:
    async with rooms(database_url) as r:
        await r.change(update(people).where(people.c.slug == "kari").values(language=chosen))
        done = await r.apply(programme(file))

        ((language,),) = await r.rows(select(people.c.language).where(people.c.slug == "kari"))
    listed = ["person kari: language nn stays (the file says en)"] if chosen else []
    assert (language, done.kept) == (now, listed)


async def test_a_language_of_the_file_follows_the_file_until_somebody_chooses(database_url: str) -> None:
    async with rooms(database_url, programme(KARI_EN)) as r:
        done = await r.apply(programme(KARI_NN))

        ((language,),) = await r.rows(select(people.c.language).where(people.c.slug == "kari"))
    assert (language, done.kept) == ("nn", [])


async def test_a_phase_and_a_session_date_that_people_changed_stay_and_are_listed(database_url: str) -> None:
    async with rooms(database_url) as r:
        await r.change(update(teams).values(phase="do"))
        await r.change(update(sessions).where(sessions.c.slug == "second").values(on_date=date(2026, 12, 1)))
        done = await r.apply(programme(*CHANGED_PHASE, *MOVED_SESSION))
        again = await r.apply(programme(*CHANGED_PHASE, *MOVED_SESSION))

        ((phase,),) = await r.rows(select(teams.c.phase))
        ((on_date,),) = await r.rows(select(sessions.c.on_date).where(sessions.c.slug == "second"))
    assert (phase, f"{on_date}") == ("do", "2026-12-01")
    assert (
        done.kept
        == again.kept
        == [
            "team ridge: phase do stays (the file says plan)",
            "session second: date 2026-12-01 stays (the file says 2026-11-24)",
        ]
    )


# Who comes and goes


async def test_a_removed_person_is_asked_no_more_and_their_answers_stay(database_url: str) -> None:
    async with rooms(database_url) as r:
        await r.join("kari", "ola")
        await r.to("2026-09-01 12:00")
        await r.presses("ola", "4")
        await r.apply(programme(*REMOVED_PERSON))
        refused = await r.presses("ola", "yes", 1)
        await r.to("2026-09-15 12:00")

        kept = await r.rows(select(func.count()).select_from(conversations))
    assert r.heard("screen", "ola")[-1] < ("ola", "2026-09-02")
    assert refused == r.house.content.wording.plain("refused.left", "en")
    assert kept == [(3,)]


async def test_a_removed_persons_message_that_still_waits_is_taken_back(database_url: str) -> None:
    there = ("name: Ola Nes}", "name: Ola Nes, zone: America/New_York}")
    async with rooms(database_url, programme(there)) as r:
        await r.join("kari", "ola")
        await r.to("2026-09-01 11:00")
        await r.apply(programme(*REMOVED_PERSON))
        await r.to("2026-09-02 12:00")

    assert r.heard("screen") == [("kari", "2026-09-01 10:00")]


async def test_a_new_member_who_has_joined_elsewhere_gets_the_open_check_in_at_a_permitted_hour(
    database_url: str,
) -> None:
    both = teams_text(team("a"), team("b", "ola"))
    async with rooms(database_url, both) as r:
        await r.join("kari", "ola")
        await r.to("2026-09-01 21:00")
        await r.apply(both.replace("members: [ola]", "members: [ola, kari]"))
        await r.to("2026-09-02 09:00")

    assert r.heard("screen", "kari") == [("kari", "2026-09-01 10:00"), ("kari", "2026-09-02 07:00")]


async def test_a_removed_team_ends_with_all_that_was_open(database_url: str) -> None:
    text = teams_text(team("a"), team("b", "ola"))
    async with rooms(database_url, text) as r:
        await r.join("kari", "anne")
        await r.to("2026-09-07 09:00")
        await r.add(
            invites, code_hash="x", team_id=2, person_id=None, made_at=r.now, expires_at=r.moment("2027-06-18 00:00")
        )
        await r.to("2026-09-15 12:00")
        await r.apply(teams_text(team("b", "ola"), people_of="kari ola nina"))
        toast = await r.presses("kari", "4")
        await r.to("2026-10-20 12:00")

        open_ones = await r.rows(select(check_ins.c.id).join(teams).where(
            teams.c.slug == "a", check_ins.c.asked_at.is_not(None), check_ins.c.closed_at.is_(None)))  # fmt: skip
        assert (await r.cases())[1:] == [("a", "silent", "2026-09-15 10:00", "ended")]
    assert open_ones == []
    assert r.heard("reminder")[1:] == []
    assert r.heard("screen")[-1] == ("kari", "2026-09-15 10:00")
    assert toast in (
        r.house.content.wording.plain("refused.left", "en"),
        r.house.content.wording.plain("refused.ended", "en", collaborative="Safer"),
    )


async def test_a_team_that_comes_back_has_the_people_of_the_new_file_only(database_url: str) -> None:
    both = teams_text(team("a", "kari, ola"), team("b", "nina"))
    async with rooms(database_url, both) as r:
        await r.join("kari", "ola")
        await r.apply(teams_text(team("b", "nina")))
        await r.apply(teams_text(team("a", "kari"), team("b", "nina")))
        await r.to("2026-09-01 12:00")

        assert await r.check_ins("a") == [("2026-09-01", "asked", "2026-09-01 10:00")]
    assert r.heard("screen") == [("kari", "2026-09-01 10:00")]


async def test_the_codes_of_a_removed_team_are_good_no_more(database_url: str) -> None:
    async with rooms(database_url, teams_text(team("a"), team("b", "ola"))) as r:
        later = r.moment("2027-06-18 00:00")
        for number in (1, 2):
            await r.add(invites, code_hash=f"{number}", team_id=number, made_at=r.now, expires_at=later)
        await r.apply(teams_text(team("b", "ola")))

        revoked = await r.rows(select(invites.c.revoked_at).order_by(invites.c.id))
    assert revoked == [(r.now,), (None,)]


# Two files


async def test_the_same_id_in_two_files_is_the_same_person(database_url: str) -> None:
    other = teams_text(team("fjord", "kari, ola")).replace(": safer", ": other").replace("name: Kari", "name: Kari L.")
    async with rooms(database_url, programme(KARI_NN)) as r:
        await r.join("kari")
        await r.apply(other.replace("name: Kari L.", "name: Kari L., language: en"))
        await r.to("2026-09-01 12:00")
        await r.apply(programme(KARI_NN, *REMOVED_PERSON))

        (kari,) = await r.rows(select(people.c.name, people.c.language).where(people.c.slug == "kari"))
        roles = await r.rows(
            select(teams.c.slug, people.c.slug)
            .join_from(memberships, teams)
            .join(people, people.c.id == memberships.c.person_id)
            .where(memberships.c.role == "member", memberships.c.removed_at.is_(None))
            .order_by(memberships.c.id)
        )
    assert (kari.name, kari.language) == ("Kari L.", "nn")
    assert roles == [("ridge", "kari"), ("fjord", "kari"), ("fjord", "ola")]
    assert r.heard("screen") == [("kari", "2026-09-01 10:00"), ("kari", "2026-09-01 10:00")]


async def test_each_apply_is_audited_once(database_url: str) -> None:
    async with rooms(database_url) as r:
        await r.apply(RIDGE)
        await r.apply(programme(*MOVED_SESSION))

        rows = await r.rows(select(audit.c.detail).where(audit.c.action == "apply").order_by(audit.c.id))
        ((waiting,),) = await r.rows(select(func.count()).select_from(outbox))
    assert [detail["changes"] for (detail,) in rows][1:] == [1]
    assert waiting == 0
