"""The phones over HTTP: plain JSON under /phones, described in README.md beside this file."""

from bot.sandbox import acts, groups
from bot.sandbox.call import Call, route
from bot.sandbox.errors import PhoneError
from bot.sandbox.people import Contact, Json, Person
from bot.sandbox.screen import screen

LARGEST_ID = 2**52 - 1  # Telegram's ids fit in 52 bits


async def bot(call: Call) -> Json:
    return call.sandbox.bot.as_me()


async def add_person(call: Call) -> Json:
    names = ("first_name", "last_name", "username", "language_code")
    given = {name: call.wish[name] for name in names if call.wish.get(name) is not None}
    call.text("first_name")
    number = call.integer("id")
    if not 0 < number <= LARGEST_ID:
        raise PhoneError(400, f"id: a person's is between 1 and {LARGEST_ID}; negative ones are those of groups")
    person = call.sandbox.people.setdefault(number, Person(number, ""))
    for name, value in given.items():
        setattr(person, name, str(value))
    if person.id in call.sandbox.chats:
        call.sandbox.chats[person.id].touch()
    else:
        call.sandbox.any_chat.ring()
    return _person(person)


async def people(call: Call) -> list[Json]:
    return [_person(person) for person in call.sandbox.people.values()]


def _person(person: Person) -> Json:
    return person.as_user() | {"contact": person.contact.name.lower()}


async def block(call: Call) -> Json:
    acts.block(call.sandbox, call.person)
    return _person(call.person)


async def unblock(call: Call) -> Json:
    acts.unblock(call.sandbox, call.person)
    return _person(call.person)


async def deactivate(call: Call) -> Json:
    person = call.person
    person.contact = Contact.DEACTIVATED
    call.sandbox.private_chat(person).touch()
    return _person(person)


async def send(call: Call) -> Json:
    return acts.send(call.sandbox, call.person, call.chat_id, call.wish)


async def edit(call: Call) -> Json:
    chat = acts.chat_of(call.sandbox, call.person, call.chat_id)
    return acts.edit(call.sandbox, call.person, chat, call.integer("message_id"), call.text("text"))


async def delete(call: Call) -> Json:
    chat = acts.chat_of(call.sandbox, call.person, call.chat_id)
    return acts.delete(call.person, chat, call.integer("message_id"))


async def press(call: Call) -> Json:
    chat = acts.chat_of(call.sandbox, call.person, call.chat_id)
    version = chat.bell.version
    query = acts.press(call.sandbox, call.person, chat, call.wish)
    await query.bell.changed(0, call.wait)
    return query.as_json() | {"version": version}


async def query(call: Call) -> Json:
    found = call.sandbox.queries.get(call.text("query"))
    if found is None:
        raise PhoneError(404, "there is no such query")
    await found.bell.changed(0, call.wait)
    return found.as_json()


async def open_link(call: Call) -> Json:
    kind, code = acts.read_link(call.sandbox, call.text("url"))
    if kind == "startgroup":
        return groups.add_bot(call.sandbox, groups.group_of(call.sandbox, call.integer("chat")), call.person, code)
    return acts.send(call.sandbox, call.person, None, {"text": f"/start {code}".strip()})


async def chats(call: Call) -> Json:
    overall = call.sandbox.any_chat
    await overall.changed(call.integer("version", -1), call.wait)
    return {"version": overall.version, "chats": [_summary(call, chat_id) for chat_id in call.sandbox.chats]}


def _summary(call: Call, chat_id: int) -> Json:
    chat = call.sandbox.chats[chat_id]
    shown = screen(call.sandbox, chat, after=chat.last_id)
    del shown["messages"]
    return shown | {"members": list(chat.members), "bot_is": chat.bot_is}


async def chat(call: Call) -> Json:
    found = call.sandbox.chats.get(call.integer("chat"))
    if found is None and call.integer("chat") in call.sandbox.people:
        found = call.sandbox.private_chat(call.sandbox.people[call.integer("chat")])
    if found is None:
        raise PhoneError(404, f"there is no chat {call.wish['chat']}")
    await found.bell.changed(call.integer("version", -1), call.wait)
    viewer = call.sandbox.people.get(call.integer("person", 0))
    return screen(call.sandbox, found, call.integer("after", 0), viewer)


ROUTES = [
    route("GET", "/bot", bot),
    route("GET", "/people", people),
    route("POST", "/people", add_person),
    route("POST", "/people/{person}/block", block),
    route("POST", "/people/{person}/unblock", unblock),
    route("POST", "/people/{person}/deactivate", deactivate),
    route("POST", "/send", send),
    route("POST", "/edit", edit),
    route("POST", "/delete", delete),
    route("POST", "/press", press),
    route("GET", "/queries/{query}", query),
    route("POST", "/open-link", open_link),
    route("GET", "/chats", chats),
    route("GET", "/chats/{chat}", chat),
]
