"""Groups, forums and their topics over HTTP."""

from bot.sandbox import acts, groups
from bot.sandbox.call import Call, route
from bot.sandbox.chats import Chat, Topic
from bot.sandbox.errors import PhoneError
from bot.sandbox.people import Json
from bot.sandbox.screen import screen


async def create(call: Call) -> Json:
    given = call.wish.get("members", [])
    if not isinstance(given, list) or not all(isinstance(person, int) for person in given):
        raise PhoneError(400, "members: a list of people's ids")
    members = [acts.person_of(call.sandbox, person) for person in given]
    group = groups.create(call.sandbox, call.text("title"), members)
    if call.wish.get("forum"):
        group = groups.make_forum(call.sandbox, group)
    if call.wish.get("bot"):
        groups.add_bot(call.sandbox, group, members[0], admin=bool(call.wish.get("admin")))
    return screen(call.sandbox, group)


def _group(call: Call) -> Chat:
    return groups.group_of(call.sandbox, call.integer("chat"))


async def join(call: Call) -> Json:
    groups.join(call.sandbox, _group(call), call.person)
    return screen(call.sandbox, _group(call))


async def leave(call: Call) -> Json:
    groups.leave(call.sandbox, _group(call), call.person)
    return screen(call.sandbox, _group(call))


async def add_bot(call: Call) -> Json:
    code, admin = call.wish.get("code"), call.wish.get("admin")
    said = groups.add_bot(call.sandbox, _group(call), call.person, code, admin=admin)
    return said if code is not None else screen(call.sandbox, _group(call))


async def remove_bot(call: Call) -> Json:
    groups.remove_bot(call.sandbox, _group(call), call.person)
    return screen(call.sandbox, _group(call))


async def migrate(call: Call) -> Json:
    return screen(call.sandbox, groups.migrate(call.sandbox, _group(call)))


async def make_forum(call: Call) -> Json:
    return screen(call.sandbox, groups.make_forum(call.sandbox, _group(call)))


async def open_topic(call: Call) -> Json:
    return _topic(call, groups.open_topic(call.sandbox, _group(call), call.person, call.text("name")))


async def rename_topic(call: Call) -> Json:
    return _changed(call, name=call.text("name"))


async def close_topic(call: Call) -> Json:
    return _changed(call, closed=True)


async def reopen_topic(call: Call) -> Json:
    return _changed(call, closed=False)


def _changed(call: Call, **change: str | bool) -> Json:
    topic_id = call.integer("topic")
    return _topic(call, groups.change_topic(call.sandbox, _group(call), call.person, topic_id, **change))


def _topic(call: Call, topic: Topic) -> Json:
    version = _group(call).bell.version
    return {"topic": topic.id, "name": topic.name, "closed": topic.closed, "version": version}


ROUTES = [
    route("POST", "/groups", create),
    route("POST", "/groups/{chat}/members/{person}", join),
    route("DELETE", "/groups/{chat}/members/{person}", leave),
    route("POST", "/groups/{chat}/bot", add_bot),
    route("DELETE", "/groups/{chat}/bot", remove_bot),
    route("POST", "/groups/{chat}/migrate", migrate),
    route("POST", "/groups/{chat}/forum", make_forum),
    route("POST", "/groups/{chat}/topics", open_topic),
    route("POST", "/groups/{chat}/topics/{topic}/name", rename_topic),
    route("POST", "/groups/{chat}/topics/{topic}/close", close_topic),
    route("POST", "/groups/{chat}/topics/{topic}/reopen", reopen_topic),
]
