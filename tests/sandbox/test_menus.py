"""The menu of commands and the texts about the bot: who sees which."""

import asyncio
from typing import Any

import pytest

from bot.sandbox.phone import Phone, Phones
from tests.sandbox.conftest import Api


async def offer(api: Api, word: str, scope: dict[str, Any] | None = None, language: str = "") -> None:
    commands = [{"command": word, "description": f"What {word} does"}]
    await api.result("setMyCommands", commands=commands, scope=scope, language_code=language)


async def menu(phones: Phones, chat: int, **query: Any) -> list[str]:
    return [command["command"] for command in (await phones.get(f"/chats/{chat}", **query))["commands"]]


@pytest.fixture
async def ola(phones: Phones) -> Phone:
    return await phones.person(102, "Ola", language="de")


@pytest.fixture
async def group(phones: Phones, kari: Phone, ola: Phone) -> int:
    return await phones.group("Ridge", kari, ola)


async def test_a_person_sees_the_narrowest_menu_in_their_language(
    api: Api, phones: Phones, kari: Phone, ola: Phone
) -> None:
    seen = [await menu(phones, 101)]
    for word, scope, language in (
        ("default", None, ""),
        ("standard", {"type": "default"}, "nb"),
        ("private", {"type": "all_private_chats"}, ""),
        ("group", {"type": "all_group_chats"}, "nb"),
        ("privat", {"type": "all_private_chats"}, "nb"),
        ("own", {"type": "chat", "chat_id": 101}, ""),
    ):
        await offer(api, word, scope, language)
        seen.append(await menu(phones, 101))

    assert seen == [[], ["default"], ["standard"], ["private"], ["private"], ["privat"], ["own"]]
    assert await menu(phones, 102) == ["private"]


@pytest.mark.parametrize(
    ("scope", "creator_sees", "member_sees"),
    [
        ({"type": "all_private_chats"}, "default", "default"),
        ({"type": "all_group_chats"}, "new", "new"),
        ({"type": "all_chat_administrators"}, "new", "default"),
        ({"type": "chat"}, "new", "new"),
        ({"type": "chat_administrators"}, "new", "default"),
        ({"type": "chat_member", "user_id": 102}, "default", "new"),
    ],
)
async def test_in_a_group_the_menu_depends_on_who_looks(
    api: Api, phones: Phones, group: int, scope: dict[str, Any], creator_sees: str, member_sees: str
) -> None:
    where = {"chat_id": group} if scope["type"].startswith("chat") else {}
    await offer(api, "default")
    await offer(api, "new", scope | where)

    assert await menu(phones, group, person=101) == [creator_sees]
    assert await menu(phones, group, person=102) == [member_sees]
    assert await api.result("getMyCommands", scope=scope | where) == [
        {"command": "new", "description": "What new does"}
    ]


async def test_a_group_without_the_bot_has_no_menu(api: Api, phones: Phones, kari: Phone) -> None:
    await offer(api, "default")

    assert await menu(phones, await phones.group("Ridge", kari, bot=False), person=101) == []


async def test_a_menu_that_is_deleted_gives_way_to_the_next_and_phones_see_it(
    api: Api, phones: Phones, kari: Phone
) -> None:
    await offer(api, "wide")
    await offer(api, "narrow", {"type": "chat", "chat_id": 101})
    version = (await phones.get("/chats/101"))["version"]
    waiting = asyncio.create_task(phones.get("/chats/101", version=version, wait=5))

    await api.result("deleteMyCommands", scope={"chat_id": 101, "type": "chat"})

    assert (await waiting)["version"] > version
    assert await menu(phones, 101) == ["wide"]


async def test_a_group_keeps_menu_and_keyboard_when_it_becomes_a_supergroup(
    api: Api, phones: Phones, group: int
) -> None:
    await offer(api, "ridge", {"type": "chat", "chat_id": group})
    await api.result("sendMessage", chat_id=group, text="Ready?", reply_markup={"keyboard": [["Yes"]]})

    new = await phones.migrate(group)

    assert await menu(phones, new) == ["ridge"]
    assert (await phones.get(f"/chats/{new}"))["keyboard"] == [[{"text": "Yes"}]]
    assert await api.result("getMyCommands", scope={"type": "chat", "chat_id": new})


@pytest.mark.parametrize(
    ("params", "description"),
    [
        ({"scope": "{"}, "can't parse BotCommandScope JSON object"),
        ({"scope": []}, "can't parse BotCommandScope: BotCommandScope must be an Object"),
        ({"scope": {}}, "can't parse BotCommandScope: Can't find field \"type\""),
        ({"scope": {"type": "everyone"}}, "can't parse BotCommandScope: Unsupported type specified"),
        ({"scope": {"type": "chat"}}, "can't parse BotCommandScope: Can't find field \"chat_id\""),
        ({"scope": {"type": "chat", "chat_id": 999}}, "chat not found"),
        (
            {"scope": {"type": "chat_member", "chat_id": 101, "user_id": 0}},
            "can't parse BotCommandScope: Invalid user_id specified",
        ),
        ({"scope": {"type": "chat_administrators", "chat_id": 101}}, "can't use specified scope in private chats"),
        ({"language_code": "norsk"}, "invalid language code specified"),
    ],
)
async def test_menus_for_nobody_are_refused(api: Api, kari: Phone, params: dict[str, Any], description: str) -> None:
    commands = [{"command": "help", "description": "What I can do"}]

    for method in ("setMyCommands", "getMyCommands", "deleteMyCommands"):
        given = params | ({"commands": commands} if method == "setMyCommands" else {})
        assert await api.refusal(method, **given) == (400, f"Bad Request: {description}")


async def test_an_empty_chat_says_what_the_bot_is_for(api: Api, phones: Phones, kari: Phone, ola: Phone) -> None:
    await api.result("setMyDescription", description="Asks teams how it is going.")
    await api.result("setMyDescription", description="Spør team hvordan det går.", language_code="nb")

    said = [(await phones.get(f"/chats/{person}"))["description"] for person in (101, 102)]

    assert said == ["Spør team hvordan det går.", "Asks teams how it is going."]
    assert (await api.result("getMyDescription", language_code="nb"))["description"] == "Spør team hvordan det går."
    await api.result("setMyDescription", language_code="nb")
    assert (await phones.get("/chats/101"))["description"] == "Asks teams how it is going."


async def test_a_short_description_is_kept_by_language(api: Api) -> None:
    await api.result("setMyShortDescription", short_description="Between gatherings", language_code="en")

    assert (await api.result("getMyShortDescription", language_code="en")) == {
        "short_description": "Between gatherings"
    }
    assert (await api.result("getMyShortDescription")) == {"short_description": ""}


@pytest.mark.parametrize(("name", "most"), [("description", 512), ("short_description", 120)])
async def test_what_the_bot_says_of_itself_has_a_length(api: Api, name: str, most: int) -> None:
    method = "setMy" + name.title().replace("_", "")

    assert (await api.refusal(method, **{name: "x" * (most + 1)}))[0] == 400
    assert await api.result(method, **{name: "x" * most}) is True
