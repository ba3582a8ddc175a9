"""What the bot is seen doing (typing…): shown for five seconds, or until its next message."""

import asyncio

from bot.sandbox.chats import Chat
from bot.sandbox.state import Sandbox

SHOWN_SECONDS = 5
LOOKS_AGAIN = 0.1  # running time may be a test's own clock, that no timer of the event loop follows


def show_action(sandbox: Sandbox, chat: Chat, action: str) -> None:
    """Show on the phones that the bot does this."""
    chat.action, chat.action_until = action, sandbox.running_time() + SHOWN_SECONDS
    if chat.action_timer:
        chat.action_timer.cancel()
    chat.touch()
    _end_when_over(sandbox, chat)


def _end_when_over(sandbox: Sandbox, chat: Chat) -> None:
    if chat.action is None:
        return
    if sandbox.running_time() >= chat.action_until:
        chat.action = None
        chat.touch()
        return
    chat.action_timer = asyncio.get_running_loop().call_later(LOOKS_AGAIN, _end_when_over, sandbox, chat)
