"""People press buttons: this one, an old one, somebody else's, or one after another."""

from collections.abc import Mapping

from bot.domain.buttons import SKIP, AnswerPressed, unpack
from bot.domain.errors import BadButton
from bot.sandbox.phone import Shown
from tests.support.chat import Line
from tests.support.player import HERE, NAME, Player, Reader, sentence

# No programme of a test asks more.
MOST_QUESTIONS = 60


@sentence(rf"{NAME} presses{HERE}")
async def presses(player: Player, line: Line, said: Mapping[str, str]) -> None:
    phone, where = await player.acts(said["who"], said["place"])
    if "under" in line.side:
        message: Shown | None = await where.sees(line.side["under"])
    else:
        message = next((it for it in reversed(await where.messages()) if str(line.value) in it.buttons), None)
    await player.pressed(await phone.presses(str(line.value), message=message, chat=where.chat), line)


@sentence(rf"{NAME} presses twice{HERE}")
async def presses_twice(player: Player, line: Line, said: Mapping[str, str]) -> None:
    phone, where = await player.acts(said["who"], said["place"])
    message, data = where.buttons[str(line.value)]
    first = await phone.presses(data=data, message=message, chat=where.chat)
    second = await phone.presses(data=data, message=message, chat=where.chat)
    await player.pressed(first)
    await player.pressed(second, line)


@sentence(rf"{NAME} presses the old button{HERE}")
async def presses_old(player: Player, line: Line, said: Mapping[str, str]) -> None:
    phone, where = await player.acts(said["who"], said["place"])
    message, data = where.buttons[str(line.value)]
    await player.pressed(await phone.presses(data=data, message=message, chat=where.chat), line)


@sentence(rf"{NAME} presses (?P<whose>[^\W\d_]+)'s button")
async def presses_other(player: Player, line: Line, said: Mapping[str, str]) -> None:
    (phone, _), other = await player.acts(said["who"]), await player.reader(said["whose"])
    await other.unread()
    message, data = other.buttons[str(line.value)]
    await player.pressed(await phone.presses(data=data, message=message + 1000), line)


@sentence(rf"{NAME} presses a button of their own making")
async def presses_forged(player: Player, line: Line, said: Mapping[str, str]) -> None:
    phone, where = await player.acts(said["who"])
    newest = (await where.messages())[-1]
    await player.pressed(await phone.presses(data=str(line.value), message=newest.id + 1000), line)


@sentence(rf"{NAME} skips until{HERE}")
async def skips_until(player: Player, line: Line, said: Mapping[str, str]) -> None:
    """Skip question after question, and let round after round come, until this is asked; it has not been read yet."""
    phone, where = await player.acts(said["who"], said["place"])
    for _ in range(MOST_QUESTIONS):
        shown = await _open_question(where)
        if shown and str(line.value) in shown.text:
            where.read.pop(shown.id, None)
            return
        if shown:
            press = await phone.presses(data=_skip_on(shown), message=shown, chat=where.chat)
            await player.pressed(press)
        else:
            await player.next_round()
        await where.reads(but=str(line.value))
    raise AssertionError("it was not asked")


@sentence(rf"{NAME} skips the rest{HERE}")
async def skips_the_rest(player: Player, line: Line, said: Mapping[str, str]) -> None:
    """Skip question after question; what stands there at the end has not been read yet."""
    phone, where = await player.acts(said["who"], said["place"])
    while shown := await _open_question(where):
        await where.reads()
        await player.pressed(await phone.presses(data=_skip_on(shown), message=shown, chat=where.chat))


async def _open_question(where: Reader) -> Shown | None:
    """The newest check-in here, where it still asks something."""
    check_ins = [it for it in await where.messages() if any(_choice(it.data(text)) for text in it.buttons)]
    return check_ins[-1] if check_ins and _skip_on(check_ins[-1]) else None


def _skip_on(message: Shown) -> str:
    return next((data for text in message.buttons if _choice(data := message.data(text)) == SKIP), "")


def _choice(data: str) -> str:
    try:
        button = unpack(data)
    except BadButton:
        return ""
    return button.choice if isinstance(button, AnswerPressed) else ""
