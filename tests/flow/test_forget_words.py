"""Whoever is forgotten takes along what they wrote to others; what was decided stays, and names nobody."""

import re
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select

from bot.domain.buttons import MyDataPressed
from bot.flow.privacy.forget import forget
from bot.flow.privacy.mydata import mydata, press
from bot.storage.tables import (
    answers,
    askings,
    evidence,
    homework,
    imports,
    matters,
    metadata,
    notes,
    outbox,
    people,
    proposals,
    pulses,
    readiness,
    scores,
    step_moves,
    team_messages,
    tip_offers,
    tips,
    writings,
)
from tests.flow.rooms import Rooms, rooms, team, teams_text
from tests.support.stored import everything_stored

pytestmark = pytest.mark.asyncio(loop_scope="session")

TWO = teams_text(team("ridge", "kari, ola"), team("fjord", "nina"))
WORD = "quokka"
# Her words, wherever she can have left any.
TEXTS = (
    "note", "message", "homework", "reason of a score", "reason of a step", "tip", "draft", "asked about",
)  # fmt: skip
# Of these nothing is left.
GONE = ("notes", "writings", "imports", "pulses", "askings", "tip_offers", "matters")


async def ids(r: Rooms, *slugs: str) -> list[int]:
    found = {it.slug: it.id for it in await r.rows(select(people.c.slug, people.c.id))}
    return [found[slug] for slug in slugs]


async def leaves_words(r: Rooms) -> dict[str, Any]:
    """Anne writes, gives, says and decides everything that there is."""
    anne, ola = await ids(r, "anne", "ola")
    now, hers = r.now, {"team_id": 1, "person_id": anne}
    kept: dict[str, Any] = {"note": await r.add(notes, **hers, at=now, text=f"A {WORD} in the note")}
    written = await r.add(team_messages, **hers, to_team=True, at=now, text=f"A {WORD} in the message")
    kept["message"] = written
    answer = {"team_id": 1, "person_id": ola, "to_team": False, "answers_id": written, "at": now}
    kept["answer"] = await r.add(team_messages, **answer, text="Thank you, Anne")
    kept["homework"] = await r.add(homework, **hers, text=f"Count each {WORD}", given_at=now, state="open")
    kept["score"] = await r.add(scores, **hers, score=2.5, reason=f"No {WORD} yet", at=now)
    kept["asking"] = await r.add(askings, collaborative_id=1, person_id=anne, what="something", due_at=None)
    kept["pulse"] = await r.add(pulses, **hers, asked_at=now, value="yes")
    kept["readiness"] = await r.add(readiness, **hers, question="conflict", value="no", at=now)
    tip = await r.add(
        tips, **hers, step="recognise-need", text=f"Ask a {WORD}", named=True, state="published", made_at=now
    )
    kept["offer"] = await r.add(tip_offers, tip_id=tip, team_id=2, at=now)
    kept["matter"] = await r.add(matters, team_id=1, kind="tip", about_id=tip, at=now)
    theirs = {"person_id": ola, "step": "recognise-need", "text": "Ask Anne", "named": False}
    kept["tip"] = await r.add(tips, team_id=1, **theirs, state="declined", made_at=now, decided_by="anne")
    kept["writing"] = await r.add(
        writings, **hers, purpose="note", about={}, state="drafted", draft=f"Half a {WORD}", asked_at=now
    )
    kept["import"] = await r.add(imports, person_id=anne, state="asked", rows=[["2026-09-01", 3]], sent_at=now)
    kept["evidence"] = await r.add(evidence, team_id=1, evidence="named-sponsor", in_place=True, by="anne", at=now)
    kept["step"] = await r.add(
        step_moves, team_id=1, step="recognise-need", state="skipped", by="anne", reason=f"The {WORD} knows", at=now
    )
    phases = {"from_phase": "prepare", "to_phase": "plan"}
    kept["proposal"] = await r.add(proposals, team_id=1, **phases, by="anne", state="moved", at=now, answered_by="ola")
    await _was_asked(r, ola, now)
    return kept


async def _was_asked(r: Rooms, who: int, now: datetime) -> None:
    about = {"phase": "prepare", "step": None, "about": "team", "question_version": 1, "late": False, "source": "chat"}
    await r.add(
        answers,
        check_in_id=1,
        team_id=1,
        person_id=who,
        question="homework",
        wording=f"Before the second gathering: Count each {WORD}. Is it done?",
        value="done",
        asked_at=now,
        answered_at=now,
        **about,
    )


async def lived(r: Rooms) -> dict[str, Any]:
    await r.join("anne", "kari", "ola", "nina")
    await r.to("2026-09-01 10:00")
    return await leaves_words(r)


async def test_not_a_word_of_hers_is_left_and_what_was_decided_is(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        kept = await lived(r)
        before = (await everything_stored(r.house.db)).count(WORD)
        await forget(r.house, "anne", r.now)
        stored = await everything_stored(r.house.db)
        ((score,),) = await r.rows(select(scores.c.score))
        ((skipped,),) = await r.rows(select(step_moves.c.state))
        ((decided,),) = await r.rows(select(tips.c.decided_by))
        rows = {
            name: [it.id for it in await r.rows(select(metadata.tables[name].c.id))]
            for name in (*GONE, "team_messages", "proposals")
        }

        assert before >= len(TEXTS)
        assert WORD not in stored
        assert re.search(r"\banne\b", stored, re.IGNORECASE) is None
        assert (score, skipped, decided.startswith("forgotten-")) == (2.5, "skipped", True)
        assert rows == {
            **{name: [] for name in GONE},
            "team_messages": [kept["message"], kept["answer"]],
            "proposals": [kept["proposal"]],
        }


async def test_she_reads_all_of_it_in_her_file_before(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await lived(r)
        ((chat,),) = await r.rows(select(people.c.chat_id).where(people.c.slug == "anne"))
        await mydata(r.house, await r.incoming(chat))
        incoming = await r.incoming(chat)
        await press(r.house, incoming, MyDataPressed("download"), 1)
        ((file,),) = await r.rows(select(outbox.c.text).where(outbox.c.key == f"mydata:{incoming.inbox_id}"))

        # What stands in the team's answers is the team's.
        assert file.count(WORD) == len(TEXTS) - 1
        assert "Thank you" not in file
