"""Free texts: optional, short, asked back where they hold contact details, and shown as they are and nothing else."""

from typing import Any

import pytest
from sqlalchemy import select

from bot.domain.buttons import AGAIN, BACK, CHANGE, HELP, KEEP, LATER, LATER_TOMORROW, NOT_ON_DUTY, NOTHING_NEW, SKIP
from bot.storage.tables import check_ins, conversations, outbox
from tests.flow.rooms import Rooms, rooms, team, teams_text
from tests.flow.talking import Seen, asks, kept, presses, talk_of, writes

pytestmark = pytest.mark.asyncio(loop_scope="session")

TWO = teams_text(team("ridge", "kari, ola"))
# At most 200 and 250 characters.
SENTENCE, AIM = "problem-sentence", "aim-sentence"
PHONE = "Ring Berit on 22 33 44 55"
ASKED_BACK = "That looks like a phone number or an e-mail address."
SMILE = "😀"


async def asked(r: Rooms, *questions: str) -> None:
    """The check-in begins with these; everybody's screen shows it."""
    await r.join("kari", "ola", "anne")
    await r.to("2026-09-01 10:00")
    await asks(r, *(questions or (SENTENCE, "progress")))
    for who in ("kari", "ola"):
        await presses(r, who, AGAIN)
    r.sent.clear()


async def texts(r: Rooms) -> list[Any]:
    """Every answer that was kept."""
    return [value for _, _, value in await kept(r)]


async def test_a_text_is_kept_as_it_was_written(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await asked(r)
        seen = await writes(r, "kari", "  Too many fall at night,\nand we do not know why… «Æ» 𝟜  ")

        assert await kept(r) == [("kari", SENTENCE, "Too many fall at night,\nand we do not know why… «Æ» 𝟜")]
        assert ("How far have you come" in seen.text, seen.fresh) == (True, True)
        assert (await talk_of(r, "kari")).position == 1


async def test_writing_is_optional_and_the_screen_says_so(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await asked(r)
        seen = await presses(r, "kari", AGAIN)

        assert "nothing about patients" in seen.text
        assert seen.buttons[0] == "Skip"


@pytest.mark.parametrize(
    ("question", "text", "most", "long"),
    [
        (SENTENCE, "a" * 200, 200, 200),
        (SENTENCE, "a" * 201, 200, 201),
        (SENTENCE, SMILE * 100, 200, 200),
        (SENTENCE, SMILE * 100 + "a", 200, 201),
        (SENTENCE, f" {SMILE * 100} \n", 200, 200),
        (AIM, SMILE * 125, 250, 250),
        (AIM, SMILE * 126, 250, 252),
        (AIM, "𝟜a" * 84, 250, 252),
        (AIM, "b" * 4096, 250, 4096),
    ],
)
async def test_the_length_is_counted_as_telegram_does(
    database_url: str, question: str, text: str, most: int, long: int
) -> None:
    async with rooms(database_url, TWO) as r:
        await asked(r, question, "progress")
        seen = await writes(r, "kari", text)

        if long <= most:
            assert await texts(r) == [text.strip()]
        else:
            assert await texts(r) == []
            assert f"Can you say it in {most} characters? You wrote {long}." in seen.text
            assert (seen.fresh, seen.buttons[0]) == (True, "Skip")
            assert (await talk_of(r, "kari")).draft is None


@pytest.mark.parametrize(
    "text", [PHONE, "Write to berit@example.org", "Ｂｅｒｉｔ＠ｅｘａｍｐｌｅ．ｏｒｇ", "+47 22334455"]
)
async def test_contact_details_are_asked_back_and_kept_if_they_are_meant(database_url: str, text: str) -> None:
    async with rooms(database_url, TWO) as r:
        await asked(r)
        seen = await writes(r, "kari", f" {text} ")
        assert (seen.text.startswith(ASKED_BACK), seen.fresh) == (True, True)
        assert seen.buttons[:3] == ("Yes, save it", "No, try again", "Skip")
        assert await texts(r) == []

        await presses(r, "kari", KEEP)
        assert await texts(r) == [text]
        assert (await talk_of(r, "kari")).draft is None


@pytest.mark.parametrize("choice", [AGAIN, SKIP, BACK, NOTHING_NEW, NOT_ON_DUTY, CHANGE, HELP, LATER, LATER_TOMORROW])
async def test_the_draft_is_gone_after_anything_else(database_url: str, choice: str) -> None:
    async with rooms(database_url, TWO) as r:
        await asked(r)
        await writes(r, "kari", PHONE)
        assert (await talk_of(r, "kari")).draft == PHONE
        await presses(r, "kari", choice)
        assert (await talk_of(r, "kari")).draft is None
        await presses(r, "kari", CHANGE)

        assert "This button is old" in (await presses(r, "kari", KEEP)).toast
        assert await texts(r) == []
        assert PHONE not in str(await r.rows(select(conversations.c.draft, outbox.c.text).outerjoin(outbox)))


async def test_another_text_takes_its_place(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await asked(r)
        await writes(r, "kari", PHONE)
        await writes(r, "kari", "Write to berit@example.org")
        assert (await talk_of(r, "kari")).draft == "Write to berit@example.org"
        await writes(r, "kari", "Ring Berit")

        assert await texts(r) == ["Ring Berit"]
        assert (await talk_of(r, "kari")).draft is None


async def test_a_text_too_long_takes_no_contact_details_with_it(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await asked(r)
        await writes(r, "kari", PHONE)
        seen = await writes(r, "kari", PHONE * 20)

        assert "A little long" in seen.text
        assert "Yes, save it" not in seen.buttons
        assert (await talk_of(r, "kari")).draft is None
        assert "This button is old" in (await presses(r, "kari", KEEP)).toast
        assert await texts(r) == []


async def test_a_text_that_is_asked_back_is_a_sign_of_the_person_and_takes_the_reminder(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await asked(r)
        await writes(r, "kari", PHONE)
        await r.to("2026-09-03 12:00")

        assert r.heard("reminder", "kari") == []


@pytest.mark.parametrize("text", ["Ring Berit", "hello", "12 of us", "yes"])
async def test_a_text_is_no_number(database_url: str, text: str) -> None:
    async with rooms(database_url, TWO) as r:
        await asked(r, "team-size", SENTENCE)
        seen = await writes(r, "kari", text)

        assert "I could not read that as a number" in seen.text
        assert await texts(r) == []


async def test_a_number_is_a_text_where_a_text_is_asked_for(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await asked(r)
        await writes(r, "kari", "12,5")

        assert await texts(r) == ["12,5"]


async def test_one_text_after_another_answers_one_question_after_another(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await asked(r, "team-size", SENTENCE, "team-met")
        for text in ("5", "We fall", "Yes"):
            await writes(r, "kari", text)

        assert await kept(r) == [("kari", "team-size", 5.0), ("kari", SENTENCE, "We fall"), ("kari", "team-met", "yes")]


async def message_of(r: Rooms, who: str) -> int:
    return int((await talk_of(r, who)).message_id)


async def test_a_reply_belongs_to_the_check_in_it_replies_to(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await asked(r)
        older = await message_of(r, "kari")
        await r.to("2026-09-15 10:00")
        await asks(r, SENTENCE, "progress")
        await writes(r, "kari", "late but true", reply_to=older)
        await writes(r, "kari", "of today")

        query = select(check_ins.c.grid_on, check_ins.c.id).order_by(check_ins.c.id)
        assert await texts(r) == ["late but true", "of today"]
        assert [str(day) for day, _ in await r.rows(query)] == ["2026-09-01", "2026-09-15"]


async def test_a_reply_to_what_has_lost_its_place_goes_to_what_is_open(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await asked(r)
        before = await message_of(r, "kari")
        await writes(r, "kari", PHONE)
        assert await message_of(r, "kari") > before
        await writes(r, "kari", "Ring Berit", reply_to=before)

        assert await texts(r) == ["Ring Berit"]


async def test_a_late_text_says_that_it_is_late(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await asked(r, SENTENCE)
        older = await message_of(r, "kari")
        await r.to("2026-09-15 10:00")
        seen = await writes(r, "kari", "late but true", reply_to=older)
        ((state,),) = await r.rows(select(check_ins.c.state).where(check_ins.c.closed_at.is_not(None)))

        assert "your answer is kept and marked late" in seen.text
        assert state == "missed"


async def test_who_skips_is_done_with_it(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await asked(r, SENTENCE)
        await writes(r, "kari", PHONE)
        seen = await presses(r, "kari", SKIP)
        assert "You skipped every question" in seen.text
        after = await writes(r, "kari", "one more thing")

        assert "No question is waiting for a text" in after.text
        assert await texts(r) == []


async def test_a_text_takes_back_later(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await asked(r)
        await presses(r, "kari", LATER_TOMORROW)
        asked_back = await writes(r, "kari", PHONE)
        assert asked_back.buttons[:2] == ("Yes, save it", "No, try again")
        assert (await talk_of(r, "kari")).later_at is not None
        await presses(r, "kari", KEEP)

        assert (await talk_of(r, "kari")).later_at is None
        assert await texts(r) == [PHONE]


@pytest.mark.parametrize(
    "text",
    [
        "<b>bold</b> & <a href='https://example.org'>there</a>",
        "{{ team }} {% for x in y %} {# z #}",
        "${HOME} %(name)s %s {0} {person} \\n",
        "&lt;i&gt; &amp;amp; &#128512;",
        "```code``` *b* _i_ [a](tg://user?id=1)",
    ],
    ids=["html", "templates", "formats", "entities", "markdown"],
)
async def test_a_text_is_shown_as_it_is_and_never_rendered(database_url: str, text: str) -> None:
    async with rooms(database_url, TWO) as r:
        await asked(r, SENTENCE, "progress")
        await writes(r, "kari", text)
        own = await presses(r, "kari", BACK, 1)
        await presses(r, "kari", SKIP)
        closing = await presses(r, "kari", SKIP, 1)
        colleague = (await presses(r, "ola", AGAIN)).text
        await presses(r, "ola", HELP)
        await r.to("2026-09-01 10:00")
        alert = next(it.text for it in r.sent if it.kind == "alert")

        assert await texts(r) == [text]
        for shown in (own.text, closing.text, colleague, alert):
            assert escaped(text) in shown, shown
            assert text == escaped(text) or text not in shown


def escaped(text: str) -> str:
    """The text so that a reader of HTML sees it as it was written."""
    for sign, name in {"&": "&amp;", "<": "&lt;", ">": "&gt;", "'": "&#39;", '"': "&#34;"}.items():
        text = text.replace(sign, name)
    return text


async def test_a_draft_is_not_shown_to_anybody(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await asked(r)
        seen: Seen = await writes(r, "kari", PHONE)
        ola = await presses(r, "ola", AGAIN)

        assert "22 33 44 55" not in seen.text
        assert "22 33 44 55" not in ola.text
        assert not any("22 33 44 55" in it.text for it in r.sent)


async def test_a_text_that_was_asked_back_goes_when_the_check_in_closes(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await asked(r)
        await writes(r, "kari", PHONE)
        assert PHONE in [row.draft for row in await r.rows(select(conversations.c.draft))]

        await r.to("2026-09-15 12:00")
        assert {row.draft for row in await r.rows(select(conversations.c.draft))} == {None}
        assert await texts(r) == []
