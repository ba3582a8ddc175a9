"""How the bot and people stand in a chat, and who is told when that changes."""

from bot.sandbox.chats import Chat
from bot.sandbox.errors import PhoneError
from bot.sandbox.people import Contact, Json, Person
from bot.sandbox.state import Sandbox

GRANTED = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
)
DENIED = (
    "can_be_edited",
    "is_anonymous",
    "can_promote_members",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_send_welcome_messages",
)


def block(sandbox: Sandbox, person: Person) -> None:
    if person.contact is not Contact.OPEN:
        raise PhoneError(409, f"person {person.id} {person.contact.value}")
    _turn(sandbox, person, Contact.BLOCKED, "member", "kicked")


def unblock(sandbox: Sandbox, person: Person) -> None:
    if person.contact is not Contact.BLOCKED:
        raise PhoneError(409, f"person {person.id} has not blocked the bot")
    _turn(sandbox, person, Contact.OPEN, "kicked", "member")


def _turn(sandbox: Sandbox, person: Person, contact: Contact, old: str, new: str) -> None:
    chat, person.contact = sandbox.private_chat(person), contact
    chat.touch()
    tell_bot_its_standing(sandbox, chat, person, old, new)


def tell_bot_its_standing(sandbox: Sandbox, chat: Chat, person: Person, old: str, new: str) -> None:
    """Tell the bot how it stands in a chat now that this person has changed it."""
    sandbox.updates.add(
        "my_chat_member",
        {
            "chat": chat.as_json(),
            "from": person.as_user(),
            "date": sandbox.date(),
            "old_chat_member": bot_member(sandbox, chat, old),
            "new_chat_member": bot_member(sandbox, chat, new),
        },
    )


def bot_member(sandbox: Sandbox, chat: Chat, status: str) -> Json:
    """The bot as a member of a chat."""
    member: Json = {"user": sandbox.bot.as_user(), "status": status}
    if status == "administrator":
        member |= dict.fromkeys(GRANTED, True) | dict.fromkeys(DENIED, False)
        member |= {"can_manage_topics": True} if chat.type == "supergroup" else {}
    return member | ({"until_date": 0} if status == "kicked" else {})


def member(chat: Chat, person: Person) -> Json:
    """A person as a member of a chat, or as one who has left."""
    user = person.as_user()
    if person.id == chat.creator and person.id in chat.members:
        return {"status": "creator", "user": user, "is_anonymous": False}
    inside = chat.person is person or person.id in chat.members
    return {"status": "member" if inside else "left", "user": user}
