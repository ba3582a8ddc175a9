"""What neither the bot nor people can do with topics."""

from typing import Any

import pytest

from bot.sandbox.phone import Phone, Phones
from tests.sandbox.conftest import Api


@pytest.mark.parametrize(
    ("method", "params", "description"),
    [
        ("sendMessage", {"text": "x", "message_thread_id": 99}, "message thread not found"),
        ("sendMessage", {"text": "x", "message_thread_id": 1}, "message thread not found"),
        ("closeForumTopic", {"message_thread_id": 99}, "TOPIC_ID_INVALID"),
        ("editForumTopic", {"name": "x"}, "TOPIC_ID_INVALID"),
        ("createForumTopic", {"name": "  "}, "title must be non-empty"),
        ("createForumTopic", {"name": "x", "icon_color": 5}, "invalid icon color specified"),
    ],
)
async def test_what_telegram_refuses_in_a_forum(
    api: Api, forum: int, falls: int, method: str, params: dict[str, Any], description: str
) -> None:
    assert await api.refusal(method, chat_id=forum, **params) == (400, f"Bad Request: {description}")


@pytest.mark.parametrize(
    ("method", "params"),
    [("reopenForumTopic", {}), ("editForumTopic", {"name": "Falls"}), ("editForumTopic", {})],
)
async def test_a_change_that_changes_nothing_is_refused(
    api: Api, forum: int, falls: int, method: str, params: dict[str, Any]
) -> None:
    refusal = await api.refusal(method, chat_id=forum, message_thread_id=falls, **params)

    assert refusal == (400, "Bad Request: TOPIC_NOT_MODIFIED")


async def test_only_a_forum_has_topics_and_only_an_administrator_makes_them(
    api: Api, phones: Phones, kari: Phone
) -> None:
    group = await phones.group("Ridge", kari)
    for chat in (101, group):
        assert await api.refusal("createForumTopic", chat_id=chat, name="x") == (
            400,
            "Bad Request: the chat is not a forum",
        )
        assert await api.refusal("sendMessage", chat_id=chat, text="x", message_thread_id=5) == (
            400,
            "Bad Request: message thread not found",
        )

    forum = int((await phones.post(f"/groups/{group}/forum"))["id"])

    assert (await phones.get(f"/chats/{group}"))["moved_to"] == forum
    assert (await phones.get(f"/chats/{forum}"))["is_forum"] is True
    assert await api.refusal("createForumTopic", chat_id=forum, name="x") == (
        400,
        "Bad Request: not enough rights to create a topic",
    )
    pain = await phones.topic(forum, kari, "Pain")
    assert await api.refusal("closeForumTopic", chat_id=forum, message_thread_id=pain) == (
        400,
        "Bad Request: not enough rights to manage topics",
    )


@pytest.mark.parametrize(
    ("path", "body", "said"),
    [
        ("/topics", {"person": 103, "name": "x"}, "409: .*not in chat"),
        ("/topics", {"person": 101, "name": "  "}, "400: .*name"),
        ("/topics/99/close", {"person": 101}, "404: .*no topic 99"),
        ("/topics/{falls}/close", {"person": 102}, "409: .*has neither made topic"),
    ],
)
async def test_a_phone_is_told_what_it_cannot_do_in_a_forum(
    phones: Phones, forum: int, falls: int, path: str, body: dict[str, Any], said: str
) -> None:
    await phones.person(103, "Per")

    with pytest.raises(AssertionError, match=said):
        await phones.post(f"/groups/{forum}{path.format(falls=falls)}", body)


async def test_a_group_without_topics_takes_none(phones: Phones, kari: Phone) -> None:
    group = await phones.group("Ridge", kari)

    with pytest.raises(AssertionError, match=r"409: .*is no forum"):
        await phones.topic(group, kari, "Pain")
    with pytest.raises(AssertionError, match=r"404: .*no topic 7"):
        await kari.says("x", chat=group, topic=7)
