"""Groups: who is told what, and the move to a supergroup."""

from typing import Any

import pytest

from bot.sandbox.phone import Phone, Phones
from tests.sandbox.conftest import Api


@pytest.fixture
async def ola(phones: Phones) -> Phone:
    return await phones.person(102, "Ola")


@pytest.fixture
async def group(phones: Phones, kari: Phone, ola: Phone) -> int:
    return await phones.group("Ridge home care", kari, ola)


async def test_the_bot_is_told_that_it_was_added(api: Api, group: int) -> None:
    standing, service = (await api.updates())[1:]

    assert standing["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert standing["my_chat_member"]["chat"] == {"id": group, "title": "Ridge home care", "type": "group"}
    assert service["message"]["new_chat_members"][0]["username"] == "mellom_bot"
    assert group < -(2**31)


async def test_a_link_adds_the_bot_with_a_code(api: Api, phones: Phones, kari: Phone) -> None:
    group = await phones.group("Ridge", kari, bot=False)
    assert await api.refusal("sendMessage", chat_id=group, text="hi") == (
        403,
        "Forbidden: bot is not a member of the group chat",
    )

    await kari.opens("https://t.me/mellom_bot?startgroup=CODE", chat=group)

    message = (await api.updates())[-1]["message"]
    assert (message["text"], message["chat"]["id"]) == ("/start@mellom_bot CODE", group)
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 17}]


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("good morning", False),
        ("/help", True),
        ("/help@mellom_bot", True),
        ("/help@other_bot", False),
        ("@mellom_bot hi", False),
    ],
)
async def test_privacy_hides_what_is_not_meant_for_the_bot(
    api: Api, group: int, kari: Phone, text: str, heard: bool
) -> None:
    before = len(await api.updates())

    await kari.says(text, chat=group)

    assert len(await api.updates()) - before == heard


async def test_a_reply_to_the_bot_is_heard(api: Api, group: int, ola: Phone) -> None:
    said = await api.result("sendMessage", chat_id=group, text="How many?")

    await ola.says("seven", chat=group, reply_to=said["message_id"])

    assert (await api.updates())[-1]["message"]["text"] == "seven"


async def test_any_member_may_press(api: Api, group: int, kari: Phone, ola: Phone) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}
    await api.result("sendMessage", chat_id=group, text="Ready?", reply_markup=keyboard)

    await kari.presses("Yes", chat=group)
    await ola.presses("Yes", chat=group)

    queries = [update["callback_query"] for update in (await api.updates())[-2:]]
    assert [query["from"]["id"] for query in queries] == [101, 102]
    assert queries[0]["chat_instance"] == queries[1]["chat_instance"]


async def test_who_is_not_in_the_group_cannot_act_there(phones: Phones, group: int) -> None:
    per = await phones.person(103, "Per")
    with pytest.raises(AssertionError, match="not in chat"):
        await per.says("/help", chat=group)

    await phones.post(f"/groups/{group}/members/103")

    assert await per.says("/help", chat=group)
    await phones.delete(f"/groups/{group}/members/103")


async def test_a_bot_that_was_thrown_out_cannot_write(api: Api, phones: Phones, group: int) -> None:
    await phones.delete(f"/groups/{group}/bot", {"person": 101})

    assert (await api.updates())[-1]["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    assert await api.refusal("sendMessage", chat_id=group, text="hi") == (
        403,
        "Forbidden: bot was kicked from the group chat",
    )


async def test_a_bot_may_leave(api: Api, group: int) -> None:
    assert await api.result("leaveChat", chat_id=group) is True

    assert (await api.refusal("sendMessage", chat_id=group, text="hi"))[0] == 403


async def test_a_group_becomes_a_supergroup(api: Api, phones: Phones, group: int) -> None:
    new = await phones.migrate(group)

    refused: dict[str, Any] = (await api("sendMessage", chat_id=group, text="hi")).json()
    assert refused == {
        "ok": False,
        "error_code": 400,
        "description": "Bad Request: group chat was upgraded to a supergroup chat",
        "parameters": {"migrate_to_chat_id": new},
    }
    to, since = (update["message"] for update in (await api.updates())[-2:])
    assert (to["chat"]["id"], to["migrate_to_chat_id"]) == (group, new)
    assert (since["chat"]["id"], since["migrate_from_chat_id"]) == (new, group)
    assert since["chat"]["type"] == "supergroup"
    assert await api.result("sendMessage", chat_id=new, text="hi")


@pytest.mark.parametrize(("who", "status"), [(101, "creator"), (102, "member"), (104, "left"), (4242424242, "member")])
async def test_membership_can_be_asked(api: Api, phones: Phones, group: int, who: int, status: str) -> None:
    await phones.person(104, "Nina")

    assert (await api.result("getChatMember", chat_id=group, user_id=who))["status"] == status


async def test_an_administrator_hears_everything(api: Api, phones: Phones, group: int, kari: Phone) -> None:
    await phones.post(f"/groups/{group}/bot", {"person": 101, "admin": True})
    await kari.says("good morning", chat=group)
    await kari.opens("https://t.me/mellom_bot?startgroup=CODE", chat=group)
    await phones.post(f"/groups/{group}/bot", {"person": 101, "admin": False})
    await kari.says("good night", chat=group)

    raised, said, linked, lowered = (await api.updates())[-4:]

    assert raised["my_chat_member"]["new_chat_member"]["status"] == "administrator"
    assert (said["message"]["text"], linked["message"]["text"]) == ("good morning", "/start@mellom_bot CODE")
    assert lowered["my_chat_member"]["old_chat_member"]["can_delete_messages"] is True
    assert lowered["my_chat_member"]["new_chat_member"]["status"] == "member"


async def test_who_leads_a_group_and_how_many_it_has(api: Api, phones: Phones, group: int, kari: Phone) -> None:
    async def leaders() -> list[int]:
        return [each["user"]["id"] for each in await api.result("getChatAdministrators", chat_id=group)]

    assert await leaders() == [101]
    await phones.post(f"/groups/{group}/bot", {"person": 101, "admin": True})
    assert await leaders() == [101, 4242424242]
    assert await api.result("getChatMemberCount", chat_id=group) == 3
    await phones.delete(f"/groups/{group}/members/101")
    assert await leaders() == [4242424242]
    assert await api.result("getChatMemberCount", chat_id=group) == 2


async def test_a_private_chat_has_two_in_it_and_no_administrators(api: Api, kari: Phone) -> None:
    assert await api.result("getChatMemberCount", chat_id=101) == 2
    assert (await api.result("getChatMember", chat_id=101, user_id=101))["status"] == "member"
    assert await api.refusal("getChatAdministrators", chat_id=101) == (
        400,
        "Bad Request: there are no administrators in the private chat",
    )
