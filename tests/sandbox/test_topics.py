"""Forums: groups with topics, made by people and by the bot."""

from typing import Any

import pytest

from bot.sandbox.phone import Phone, Phones
from tests.sandbox.conftest import Api
from tests.sandbox.pictures import png


async def topics(phones: Phones, forum: int) -> list[dict[str, Any]]:
    return list((await phones.get(f"/chats/{forum}"))["topics"])


async def newest(api: Api) -> dict[str, Any]:
    message: dict[str, Any] = (await api.updates())[-1]["message"]
    return message


async def test_a_message_in_a_topic_says_so(api: Api, kari: Phone, forum: int, falls: int) -> None:
    said = await api.result("sendMessage", chat_id=forum, text="How many?", message_thread_id=falls)
    await kari.says("two", chat=forum, topic=falls)
    in_general = await api.result("sendMessage", chat_id=forum, text="Hello all")

    heard = await newest(api)

    for message in (said, heard):
        assert (message["message_thread_id"], message["is_topic_message"]) == (falls, True)
        assert message["reply_to_message"]["forum_topic_created"] == {"name": "Falls", "icon_color": 7322096}
    assert said["chat"]["is_forum"] is True
    assert "message_thread_id" not in in_general
    shown = [(message.text, message.topic, message.service) for message in (await kari.messages(chat=forum))[-4:]]
    assert shown == [
        ("", falls, "forum_topic_created"),
        ("How many?", falls, None),
        ("two", falls, None),
        ("Hello all", None, None),
    ]


async def test_an_answer_stands_in_the_topic_of_what_it_answers(api: Api, kari: Phone, forum: int, falls: int) -> None:
    said = await api.result("sendMessage", chat_id=forum, text="How many?", message_thread_id=falls)
    answer = await kari.says("two", chat=forum, reply_to=said["message_id"])

    thanks = await api.result("sendMessage", chat_id=forum, text="Thanks", reply_parameters={"message_id": answer})

    assert thanks["message_thread_id"] == falls
    assert thanks["reply_to_message"]["text"] == "two"


async def test_a_person_makes_a_topic_and_the_bot_hears_of_all_that_becomes_of_it(
    api: Api, phones: Phones, ola: Phone, forum: int
) -> None:
    pain = await phones.topic(forum, ola, "  Pain ")
    for act, body in (("name", {"name": "Less pain"}), ("close", {}), ("reopen", {})):
        await phones.post(f"/groups/{forum}/topics/{pain}/{act}", {"person": 102, **body})

    made, renamed, closed, reopened = (update["message"] for update in (await api.updates())[-4:])

    assert made["forum_topic_created"]["name"] == "Pain"
    assert made["message_id"] == made["message_thread_id"] == pain
    assert renamed["forum_topic_edited"] == {"name": "Less pain"}
    assert (closed["forum_topic_closed"], reopened["forum_topic_reopened"]) == ({}, {})
    assert await topics(phones, forum) == [{"id": pain, "name": "Less pain", "closed": False}]


async def test_the_bot_renames_closes_reopens_and_deletes_a_topic(
    api: Api, phones: Phones, kari: Phone, forum: int, falls: int
) -> None:
    where = {"chat_id": forum, "message_thread_id": falls}
    await api.result("sendMessage", text="How many?", **where)
    heard = len(await api.updates())

    assert await api.result("editForumTopic", name="Fewer falls", **where) is True
    assert await api.result("closeForumTopic", **where) is True
    assert await topics(phones, forum) == [{"id": falls, "name": "Fewer falls", "closed": True}]
    assert await api.result("reopenForumTopic", **where) is True
    assert await api.result("deleteForumTopic", **where) is True

    assert await topics(phones, forum) == []
    assert all(message.topic is None for message in await kari.messages(chat=forum))
    assert len(await api.updates()) == heard


async def test_in_a_closed_topic_only_those_who_lead_write(
    api: Api, phones: Phones, kari: Phone, ola: Phone, forum: int, falls: int
) -> None:
    pain = await phones.topic(forum, kari, "Pain")
    await phones.post(f"/groups/{forum}/topics/{pain}/close", {"person": 101})

    with pytest.raises(AssertionError, match=r"409: .*is closed"):
        await ola.says("may I?", chat=forum, topic=pain)
    assert await kari.says("I may", chat=forum, topic=pain)
    assert await api.result("sendMessage", chat_id=forum, text="So may I", message_thread_id=pain)
    await phones.post(f"/groups/{forum}/bot", {"person": 101, "admin": False})
    assert await api.refusal("sendMessage", chat_id=forum, text="x", message_thread_id=pain) == (
        400,
        "Bad Request: TOPIC_CLOSED",
    )
    assert await api.result("sendMessage", chat_id=forum, text="My own", message_thread_id=falls)


async def test_a_long_name_is_cut(phones: Phones, kari: Phone, forum: int) -> None:
    await phones.topic(forum, kari, "å" * 129)

    assert (await topics(phones, forum))[0]["name"] == "å" * 128


async def test_pictures_and_albums_stand_in_a_topic_too(api: Api, kari: Phone, forum: int, falls: int) -> None:
    where = {"chat_id": str(forum), "message_thread_id": str(falls)}
    files: dict[str, Any] = {"photo": ("chart.png", png(20, 10), "image/png")}
    chart = (await api.client.post(f"{api.base}/sendPhoto", data=where, files=files)).json()["result"]

    picture = {"type": "photo", "media": chart["photo"][1]["file_id"]}
    await api.result("sendMediaGroup", media=[picture, picture], **where)
    await kari.sends(chat=forum, topic=falls, album=[{"photo": {}}, {"photo": {}}])

    shown = (await kari.messages(chat=forum))[-5:]
    assert [message.topic for message in shown] == [falls] * 5
    assert [message.album is not None for message in shown] == [False, True, True, True, True]
    assert (await newest(api))["is_topic_message"] is True
