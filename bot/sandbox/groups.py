"""What happens to groups: they are made, joined, left, and become supergroups and forums."""

from bot.sandbox import menus, topics
from bot.sandbox.acts import deliver, sent
from bot.sandbox.chats import ANONYMOUS, Chat, Topic
from bot.sandbox.errors import PhoneError
from bot.sandbox.people import Json, Person
from bot.sandbox.standing import tell_bot_its_standing
from bot.sandbox.state import Sandbox

FIRST_GROUP = -4_700_000_000
FIRST_SUPERGROUP = -1_002_700_000_000


def create(sandbox: Sandbox, title: str, members: list[Person]) -> Chat:
    """A new group; the first of its members has made it."""
    if not members:
        raise PhoneError(400, "a group needs a member")
    group = Chat(_next_id(sandbox, FIRST_GROUP), "group", title, bot_is="left", overall=sandbox.any_chat)
    group.members = {person.id: person for person in members}
    group.creator = members[0].id
    sandbox.chats[group.id] = group
    return group


def add_bot(
    sandbox: Sandbox, group: Chat, person: Person, code: str | None = None, *, admin: bool | None = None
) -> Json:
    """Take the bot in, or make it an administrator or none; with a code as `?startgroup=` does."""
    if person.id not in group.members:
        raise PhoneError(409, f"person {person.id} is not in chat {group.id}")
    old, was_in = group.bot_is, group.has_bot
    if admin is not None or not was_in:
        group.bot_is = "administrator" if admin else "member"
    if old != group.bot_is:
        tell_bot_its_standing(sandbox, group, person, old, group.bot_is)
        group.touch()
    if not was_in:
        _service(sandbox, group, person.as_user(), new_chat_members=[sandbox.bot.as_user()])
    if code is None:
        return {"chat": group.id, "version": group.bell.version}
    text = f"/start@{sandbox.bot.username} {code}".strip()
    command = {"type": "bot_command", "offset": 0, "length": len(text.split()[0])}
    message = sandbox.put(group, person.as_user(), text=text, entities=[command])
    return sent(group, message, deliver(sandbox, group, message))


def remove_bot(sandbox: Sandbox, group: Chat, person: Person) -> None:
    """Throw the bot out; it still hears that."""
    if not group.has_bot:
        raise PhoneError(409, f"the bot is not in chat {group.id}")
    message = sandbox.put(group, person.as_user(), content={"left_chat_member": sandbox.bot.as_user()})
    deliver(sandbox, group, message)
    old, group.bot_is = group.bot_is, "kicked"
    tell_bot_its_standing(sandbox, group, person, old, "kicked")


def join(sandbox: Sandbox, group: Chat, person: Person) -> None:
    if person.id not in group.members:
        group.members[person.id] = person
        _service(sandbox, group, person.as_user(), new_chat_members=[person.as_user()])


def leave(sandbox: Sandbox, group: Chat, person: Person) -> None:
    if group.members.pop(person.id, None):
        _service(sandbox, group, person.as_user(), left_chat_member=person.as_user())


def migrate(sandbox: Sandbox, group: Chat) -> Chat:
    """The supergroup that a group has become, with its keyboard and its menu; both chats say so."""
    if group.type != "group" or group.moved_to:
        raise PhoneError(409, f"chat {group.id} is not a basic group")
    new = Chat(
        _next_id(sandbox, FIRST_SUPERGROUP),
        "supergroup",
        group.title,
        members=dict(group.members),
        creator=group.creator,
        bot_is=group.bot_is,
        below=group.below,
        overall=sandbox.any_chat,
    )
    sandbox.chats[new.id] = new
    menus.move(sandbox.commands, group.id, new.id)
    mover = next(iter(group.members.values())).as_user()
    _service(sandbox, group, mover, migrate_to_chat_id=new.id)
    group.moved_to = new.id
    _service(sandbox, new, ANONYMOUS, migrate_from_chat_id=group.id)
    return new


def make_forum(sandbox: Sandbox, group: Chat) -> Chat:
    """The group with topics; a basic one becomes a supergroup first."""
    forum = group if group.type == "supergroup" else migrate(sandbox, group)
    forum.is_forum = True
    forum.touch()
    return forum


def open_topic(sandbox: Sandbox, forum: Chat, person: Person, name: str) -> Topic:
    """A new topic that a member has made."""
    _check_member(forum, person)
    name = topics.topic_name(name)
    if not name:
        raise PhoneError(400, "name: a text is missing")
    message = topics.create(sandbox, forum, person.as_user(), name)
    deliver(sandbox, forum, message)
    return forum.topics[message.id]


def change_topic(sandbox: Sandbox, forum: Chat, person: Person, topic_id: int, **change: str | bool) -> Topic:
    """The topic under another name, closed or open again."""
    _check_member(forum, person)
    topic = topics.topic_of(forum, topic_id)
    if not topics.leads(forum, person, topic):
        raise PhoneError(409, f"person {person.id} has neither made topic {topic_id} nor the group")
    if any(getattr(topic, name) != value for name, value in change.items()):
        deliver(sandbox, forum, topics.change(sandbox, forum, person.as_user(), topic, **change))
    return forum.topics[topic_id]


def _check_member(forum: Chat, person: Person) -> None:
    if not forum.is_forum:
        raise PhoneError(409, f"chat {forum.id} is no forum")
    if person.id not in forum.members:
        raise PhoneError(409, f"person {person.id} is not in chat {forum.id}")


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
