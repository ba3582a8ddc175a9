"""Simulated people hold their phones: their deeds done on the stand-in as anybody's are."""

from bot.demo.lines import ToDo
from bot.sandbox import acts, standing
from bot.sandbox.errors import PhoneError
from bot.sandbox.state import Sandbox


def carry_out(sandbox: Sandbox, person_id: int, deed: ToDo, code: str) -> None:
    """Do this on the person's phone; what a phone cannot do at this moment is left undone."""
    person = acts.person_of(sandbox, person_id)
    try:
        match deed.act:
            case "join":
                acts.send(sandbox, person, None, {"text": f"/start {code}"})
            case "press":
                acts.press(sandbox, person, acts.chat_of(sandbox, person, None), {"data": deed.what})
            case "write":
                acts.send(sandbox, person, None, {"text": deed.what})
            case "block":
                standing.block(sandbox, person)
            case "unblock":
                standing.unblock(sandbox, person)
    except PhoneError:
        return
