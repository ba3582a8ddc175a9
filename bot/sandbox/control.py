"""The phones over HTTP: plain JSON under /phones, described in README.md beside this file."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.sandbox import acts, groups
from bot.sandbox.errors import PhoneError
from bot.sandbox.people import Contact, Json, Person
from bot.sandbox.state import Sandbox

LONGEST_WAIT = 60.0


@dataclass(slots=True, frozen=True)
class Call:
    """A request of a phone: what it says in its body, path and query, all under one roof."""

    sandbox: Sandbox
    wish: dict[str, Any]

    def integer(self, name: str, default: int | None = None) -> int:
        value = self.wish.get(name, default)
        try:
            return int(value)  # type: ignore[arg-type]  # None is told below
        except (TypeError, ValueError):
            raise PhoneError(400, f"{name}: a whole number is missing") from None

    def text(self, name: str) -> str:
        value = self.wish.get(name)
        if not isinstance(value, str) or not value:
            raise PhoneError(400, f"{name}: a text is missing")
        return value

    @property
    def wait(self) -> float:
        return min(float(self.wish.get("wait", 0)), LONGEST_WAIT)

    @property
    def person(self) -> Person:
        return acts.person_of(self.sandbox, self.integer("person"))

    @property
    def chat_id(self) -> int | None:
        return self.integer("chat") if self.wish.get("chat") is not None else None


Act = Callable[[Call], Awaitable[Any]]


def route(method: str, path: str, act: Act) -> Route:
    """A route whose act gets the call and gives JSON."""

    async def endpoint(request: Request) -> Response:
        try:
            wish = await _wish(request)
            return JSONResponse(await act(Call(request.app.state.sandbox, wish)))
        except PhoneError as error:
            return JSONResponse({"error": error.what}, error.code)

    return Route(f"/phones{path}", endpoint, methods=[method])


async def _wish(request: Request) -> dict[str, Any]:
    body = await request.body()
    try:
        wish = await request.json() if body else {}
    except ValueError:
        wish = None
    if not isinstance(wish, dict):
        raise PhoneError(400, "the body is one JSON object")
    return {**request.query_params, **wish, **request.path_params}


async def bot(call: Call) -> Json:
    return call.sandbox.bot.as_me()


async def add_person(call: Call) -> Json:
    names = ("first_name", "last_name", "username", "language_code")
    given = {name: call.wish[name] for name in names if call.wish.get(name) is not None}
    call.text("first_name")
    person = call.sandbox.people.setdefault(call.integer("id"), Person(call.integer("id"), ""))
    for name, value in given.items():
        setattr(person, name, str(value))
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
    return _person(person)


async def send(call: Call) -> Json:
    return acts.send(call.sandbox, call.person, call.chat_id, call.wish)


async def edit(call: Call) -> Json:
    chat = acts.chat_of(call.sandbox, call.person, call.chat_id)
    return acts.edit(call.sandbox, call.person, chat, call.integer("message_id"), call.text("text"))


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
    screen = chat.screen(after=chat.last_id)
    del screen["messages"]
    return screen | {"members": list(chat.members), "bot_is": chat.bot_is}


async def chat(call: Call) -> Json:
    found = call.sandbox.chats.get(call.integer("chat"))
    if found is None and call.integer("chat") in call.sandbox.people:
        found = call.sandbox.private_chat(call.sandbox.people[call.integer("chat")])
    if found is None:
        raise PhoneError(404, f"there is no chat {call.wish['chat']}")
    await found.bell.changed(call.integer("version", -1), call.wait)
    return found.screen(call.integer("after", 0))


ROUTES = [
    route("GET", "/bot", bot),
    route("GET", "/people", people),
    route("POST", "/people", add_person),
    route("POST", "/people/{person}/block", block),
    route("POST", "/people/{person}/unblock", unblock),
    route("POST", "/people/{person}/deactivate", deactivate),
    route("POST", "/send", send),
    route("POST", "/edit", edit),
    route("POST", "/press", press),
    route("GET", "/queries/{query}", query),
    route("POST", "/open-link", open_link),
    route("GET", "/chats", chats),
    route("GET", "/chats/{chat}", chat),
]
