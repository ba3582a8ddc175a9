"""/mydata shows what is stored about whoever asks, and gives all of it as a file: nothing about anybody else."""

import json
from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.domain.buttons import MyDataPressed
from bot.flow.privacy.mydata import mydata, press
from bot.storage import audit
from bot.storage.tables import absences, memberships, outbox, people
from tests.flow.rare import EMAIL, NAME, PROGRAMME, SLUG, lives, presses, says
from tests.flow.rooms import Rooms, rooms, team, teams_text
from tests.support.world import world

TWO = teams_text(team("ridge", "kari, ola"))
SESSION = pytest.mark.asyncio(loop_scope="session")


async def asks(r: Rooms, chat: int) -> str:
    """What /mydata in this chat is answered."""
    incoming = await r.incoming(chat)
    await mydata(r.house, incoming)
    said = await r.rows(select(outbox.c.text).where(outbox.c.key == f"reply:{incoming.inbox_id}:1"))
    return str(said[0].text)


async def downloads(r: Rooms, who: str) -> tuple[dict[str, Any], str]:
    """The file that somebody is sent, and all of it as text."""
    incoming = await r.incoming(await chat_of(r, who))
    await press(r.house, incoming, MyDataPressed("download"), 1)
    query = select(outbox.c.text, outbox.c.file_name).where(outbox.c.key == f"mydata:{incoming.inbox_id}")
    ((text, name),) = await r.rows(query)
    assert name == "mellom-mydata.json"
    return json.loads(text), str(text)


async def chat_of(r: Rooms, who: str) -> int:
    return int((await r.rows(select(people.c.chat_id).where(people.c.slug == who)))[0][0])


@SESSION
async def test_the_chat_says_in_short_what_is_stored(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("kari", "ola")
        await r.to("2026-09-01 10:00")
        await r.presses("kari", "4")
        nights = {"quiet_from": time(21), "quiet_until": time(6, 30)}
        own = {"language": "en", "zone": "Europe/Oslo", "email": "kari@example.org", "working_days": [1, 0]}
        await r.change(update(people).where(people.c.slug == "kari").values(**own, **nights))
        ((kari,),) = await r.rows(select(people.c.id).where(people.c.slug == "kari"))
        for first, last in ((date(2026, 8, 1), date(2026, 8, 20)), (date(2026, 10, 5), date(2026, 10, 9))):
            await r.add(absences, person_id=kari, first=first, last=last)
        said = await asks(r, await chat_of(r, "kari"))

    assert said == (
        "<b>What is stored about you</b>\n\n"
        "Name: Kari (id: kari)\n"
        "E-mail: kari@example.org\n"
        "Language: English\n"
        "Time zone: Europe/Oslo\n"
        "Your quiet hours: 21:00 to 06:30\n"
        "Your working days: Monday and Tuesday\n"
        "Away: 5 October 2026 to 9 October 2026\n\n"
        "Member of Ridge\n"
        "Joined: 31 August 2026\n"
        "1 answer since 1 September 2026\n\n"
        "Your team and your facilitator may see who answered for the team. Managers see the answer only. "
        "A personal answer is never shown with your name.\n\n"
        "All of it is erased on 18 June 2028, or as soon as you press Erase.\n"
        "Download gives you a file with every detail."
    )


@SESSION
async def test_who_owns_or_manages_sees_what_they_are(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("anne", "per")
        anne, per = await asks(r, await chat_of(r, "anne")), await asks(r, await chat_of(r, "per"))

    assert "Facilitator of Ridge\nResponsible for Safer\nJoined: 31 August 2026\n\nAll of it is erased" in anne
    assert "Manager of Ridge\nJoined" in per
    assert "who answered" not in anne + per


@SESSION
async def test_that_a_mailbox_refused_is_told(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("per")
        await r.change(update(people).where(people.c.slug == "per").values(mail_refused_at=r.now))
        file, _ = await downloads(r, "per")

    assert file["person"]["mailbox_refused_at"] == "2026-08-31T06:00:00+00:00"


@SESSION
async def test_who_has_left_every_team_still_sees_it(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("kari")
        await r.change(update(memberships).values(left_at=r.now))
        said = await asks(r, await chat_of(r, "kari"))
        file, _ = await downloads(r, "kari")

    assert "You are in no team now.\nJoined: 31 August 2026\nNo answers yet" in said
    assert "erased on 18 June 2028" in said
    assert [it["left_at"] for it in file["memberships"]] == ["2026-08-31T06:00:00+00:00"]


@SESSION
async def test_about_a_stranger_nothing_is_stored(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        said = await asks(r, 4711)
        toast = await press(r.house, await r.incoming(4711), MyDataPressed("download"), 1)

    assert said == "Nothing is stored about you here."
    assert toast == "I do not know you yet. Use the link or QR code from your facilitator, and you are in."


@SESSION
async def test_an_unknown_button_or_a_press_in_a_group_sends_no_file(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("kari")
        incoming = await r.incoming(await chat_of(r, "kari"))
        await press(r.house, incoming, MyDataPressed("everybody"), 1)
        in_group = replace(await r.incoming(await chat_of(r, "kari")), chat_id=-1001)
        await press(r.house, in_group, MyDataPressed("download"), 1)

        assert await r.rows(select(outbox.c.id).where(outbox.c.kind == "file")) == []


@SESSION
async def test_the_file_names_nobody_else(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("kari", "ola", "anne")
        await r.to("2026-09-01 10:00")
        await r.presses("ola", "2")
        await r.presses("kari", "4")
        async with r.house.db.write() as tx:
            await audit.note(tx, r.now, "anne", "hand_over", "kari", team="ridge", to="ola", people=["kari", "ola"])
            await audit.note(tx, r.now, "kari", "invite", "ola")
        file, text = await downloads(r, "kari")

    done = {it["action"]: it for it in file["what_was_done"]}
    assert (done["hand_over"]["by"], done["hand_over"]["detail"]) == (None, {"team": "ridge"})
    assert (done["invite"]["by"], done["invite"]["about"]) == ("kari", None)
    assert not any(name in text for name in ("ola", "Ola", "anne", "Anne"))


async def test_the_file_of_a_whole_life_holds_all_of_it(database_url: str) -> None:
    async with world(database_url, programme=PROGRAMME) as w:
        await w.joins("ola", language="en")
        me = await lives(w)
        await says(w, me, "/mydata")
        await presses(w, me, "Download")
        sent = [it for it in await me.messages() if it.content.get("document")]
        file = json.loads(w.stand_in.sandbox.files[sent[-1].content["document"]["file_id"]].content)

    assert {key: file["person"][key] for key in ("id", "name", "email", "zone")} == {
        "id": SLUG,
        "name": NAME,
        "email": EMAIL,
        "zone": "Europe/Oslo",
    }
    assert [(it["team"], it["role"]) for it in file["memberships"]] == [
        ("ridge", "member"),
        ("fjord", "facilitator"),
        ("fjord", "manager"),
    ]
    assert [it["collaborative"] for it in file["ownerships"]] == ["safer"]
    assert len(file["answers"]) == 16
    assert {"question": "problem-sentence", "value": "It is the quokka again"}.items() <= next(
        it for it in file["answers"] if it["question"] == "problem-sentence"
    ).items()
    assert [(it["prediction"], it["what_happened"]) for it in file["tests"]] == [
        ("I expect a zebrafinch", "There was an axolotl")
    ]
    assert len(file["check_ins"]) == 4
    assert len(file["digests"]) == 3
    assert [it["last"] for it in file["absences"]] == ["2026-10-19"]
    assert [it["kind"] for it in file["cases_taken"]] == ["stuck"]
    assert [it["title"] for it in file["measures"]] == ["Lists reviewed"]
    assert [(it["measure"], it["numerator"], it["value"]) for it in file["numbers_given"]] == [("reviewed", 18, 72)]
    assert [it["team"] for it in file["reporter_of"]] == ["ridge"]
    assert [it["used_at"] is not None for it in file["invites"]].count(True) == 2
    assert "code_hash" not in json.dumps(file)
    assert {"join", "acknowledge"} <= {it["action"] for it in file["what_was_done"]}
