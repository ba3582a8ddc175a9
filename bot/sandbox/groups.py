"""What happens to groups: they are made, joined, left, and become supergroups."""

from bot.sandbox.acts import deliver, sent, standing
from bot.sandbox.chats import ANONYMOUS, Chat
from bot.sandbox.errors import PhoneError
from bot.sandbox.people import Json, Person
from bot.sandbox.state import Sandbox

FIRST_GROUP = -4_700_000_000
FIRST_SUPERGROUP = -1_002_700_000_000


def create(sandbox: Sandbox, title: str, members: list[Person], *, with_bot: bool) -> Chat:
    """A new group; the first of its members has made it."""
    if not members:
        raise PhoneError(400, "a group needs a member")
    group = Chat(_next_id(sandbox, FIRST_GROUP), "group", title, bot_is="left", overall=sandbox.any_chat)
    group.members = {person.id: person for person in members}
    sandbox.chats[group.id] = group
    if with_bot:
        add_bot(sandbox, group, members[0])
    return group


def add_bot(sandbox: Sandbox, group: Chat, person: Person, code: str | None = None) -> Json:
    """Take the bot in; with a code as `?startgroup=` does."""
    if person.id not in group.members:
        raise PhoneError(409, f"person {person.id} is not in chat {group.id}")
    if group.bot_is != "member":
        old, group.bot_is = group.bot_is, "member"
        standing(sandbox, group, person, old, "member")
        _service(sandbox, group, person.as_user(), new_chat_members=[sandbox.bot.as_user()])
    if code is None:
        return group.screen()
    text = f"/start@{sandbox.bot.username} {code}".strip()
    command = {"type": "bot_command", "offset": 0, "length": len(text.split()[0])}
    message = sandbox.put(group, person.as_user(), text=text, entities=[command])
    return sent(group, message, deliver(sandbox, group, message))


def remove_bot(sandbox: Sandbox, group: Chat, person: Person) -> None:
    """Throw the bot out; it still hears that."""
    if group.bot_is != "member":
        raise PhoneError(409, f"the bot is not in chat {group.id}")
    message = sandbox.put(group, person.as_user(), content={"left_chat_member": sandbox.bot.as_user()})
    deliver(sandbox, group, message)
    group.bot_is = "kicked"
    standing(sandbox, group, person, "member", "kicked")


def join(sandbox: Sandbox, group: Chat, person: Person) -> None:
    if person.id not in group.members:
        group.members[person.id] = person
        _service(sandbox, group, person.as_user(), new_chat_members=[person.as_user()])


def leave(sandbox: Sandbox, group: Chat, person: Person) -> None:
    if group.members.pop(person.id, None):
        _service(sandbox, group, person.as_user(), left_chat_member=person.as_user())


def migrate(sandbox: Sandbox, group: Chat) -> Chat:
    """The supergroup that a group has become; both chats say so."""
    if group.type != "group" or group.moved_to:
        raise PhoneError(409, f"chat {group.id} is not a basic group")
    new = Chat(
        _next_id(sandbox, FIRST_SUPERGROUP), "supergroup", group.title, bot_is=group.bot_is, overall=sandbox.any_chat
    )
    new.members = dict(group.members)
    sandbox.chats[new.id] = new
    mover = next(iter(group.members.values())).as_user()
    _service(sandbox, group, mover, migrate_to_chat_id=new.id)
    group.moved_to = new.id
    _service(sandbox, new, ANONYMOUS, migrate_from_chat_id=group.id)
    return new


def group_of(sandbox: Sandbox, chat_id: int) -> Chat:
    """The group with this id."""
    group = sandbox.chats.get(chat_id)
    if group is None or group.person:
        raise PhoneError(404, f"there is no group {chat_id}")
    return group


def _service(sandbox: Sandbox, group: Chat, sender: Json, **content: object) -> None:
    deliver(sandbox, group, sandbox.put(group, sender, content=content))


def _next_id(sandbox: Sandbox, first: int) -> int:
    return first - sum(1 for chat in sandbox.chats.values() if not chat.person)
