"""What a bot asks about itself, its chats and who is in them."""

from bot.sandbox.errors import bad_request
from bot.sandbox.params import Params
from bot.sandbox.people import Contact, Json
from bot.sandbox.standing import bot_member, member
from bot.sandbox.state import Sandbox

NO_GIFTS = dict.fromkeys(
    ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
)


async def get_me(sandbox: Sandbox, _: Params) -> Json:
    return sandbox.bot.as_me()


async def get_chat(sandbox: Sandbox, params: Params) -> Json:
    chat = sandbox.chat_for_bot(params.text("chat_id"))
    if chat.person and chat.person.contact is Contact.UNKNOWN:
        raise bad_request("chat not found")
    more = {"accent_color_id": abs(chat.id) % 7, "max_reaction_count": 11, "accepted_gift_types": NO_GIFTS}
    return chat.as_json() | more


async def get_chat_member(sandbox: Sandbox, params: Params) -> Json:
    chat = sandbox.writable(params.text("chat_id"))
    who = params.integer("user_id")
    if who == sandbox.bot.id:
        return bot_member(sandbox, chat, chat.bot_is)
    if who in sandbox.people:
        return member(chat, sandbox.people[who])
    raise bad_request("invalid user_id specified")


async def get_chat_administrators(sandbox: Sandbox, params: Params) -> list[Json]:
    chat = sandbox.writable(params.text("chat_id"))
    if chat.person:
        raise bad_request("there are no administrators in the private chat")
    creator = chat.members.get(chat.creator or 0)
    admins = [member(chat, creator)] if creator else []
    return admins + ([bot_member(sandbox, chat, "administrator")] if chat.bot_is == "administrator" else [])


async def get_chat_member_count(sandbox: Sandbox, params: Params) -> int:
    chat = sandbox.writable(params.text("chat_id"))
    return 2 if chat.person else len(chat.members) + 1


async def leave_chat(sandbox: Sandbox, params: Params) -> bool:
    chat = sandbox.writable(params.text("chat_id"))
    if chat.person:
        raise bad_request("chat member status can't be changed in private chats")
    chat.bot_is = "left"
    sandbox.put(chat, sandbox.bot.as_user(), content={"left_chat_member": sandbox.bot.as_user()})
    return True
