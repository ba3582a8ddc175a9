"""Somebody with a rare name and rare words, who does everything that leaves something behind."""

from bot.flow.invite import invite
from bot.sandbox.phone import Phone, Shown
from bot.storage.exports import EXPORTS, exported
from tests.support.stored import everything_stored
from tests.support.until import until
from tests.support.world import World

SLUG, NAME, EMAIL = "ragnfrid-o", "Ragnfrid Øyåsnes", "ragnfrid@rarebird.example"
USERNAME, ACCOUNT, OLD_ACCOUNT = "ragnfrid_rarebird", 987_654_321, 987_654_322
WORDS = ("quokka", "zebrafinch", "axolotl", "pangolin")
TRACES = (SLUG, NAME, "Ragnfrid", "Øyåsnes", EMAIL, "rarebird", str(ACCOUNT), str(OLD_ACCOUNT), *WORDS)
# As JSON spells it, and as SQLite keeps numbers of this size.
SPELLED = (
    "\\u00d8y\\u00e5snes",
    *(account.to_bytes(4, "big").decode("latin-1") for account in (ACCOUNT, OLD_ACCOUNT)),
)
PROGRAMME = f"""\
collaborative: safer
title: Safer medication
model: quality-improvement-model
schedule: weekly
zone: Europe/Oslo
holidays: "NO"
language: en
starts: 2026-08-31
ends: 2027-06-18
sessions: [{{id: first, title: First gathering, date: 2026-12-10}}]
people:
  - {{id: {SLUG}, name: {NAME}, email: {EMAIL}, zone: Europe/Oslo}}
  - {{id: ola, name: Ola Nes}}
  - {{id: nina, name: Nina Berg}}
  - {{id: anne, name: Anne Vik}}
owners: [anne, {SLUG}]
teams:
  - id: ridge
    title: Ridge home care
    phase: prepare
    members: [{SLUG}, ola]
    facilitators: [anne]
    managers: [anne]
    quorum: reporter
    reporter: {SLUG}
    measures: [{{id: reviewed, title: Lists reviewed, kind: share, owner: {SLUG}}}]
  - {{id: fjord, title: Fjord ward, phase: prepare, members: [nina], facilitators: [{SLUG}], managers: [{SLUG}]}}
"""
MOVES = ("Skip", "Later", "We need help", "Not on duty", "Nothing new", "Back", "Done", "Continue", "Correct it")


async def phone_of(w: World, account: int = ACCOUNT) -> Phone:
    """A phone of hers."""
    return await w.phones.person(account, "Ragnfrid", last_name="Øyåsnes", username=USERNAME, language="en")


async def presses(w: World, phone: Phone, button: str, message: Shown | None = None) -> str:
    """Press this button; the toast."""
    toast = await (await phone.presses(button, message=message)).toast()
    await w.quiet()
    return toast.text or ""


async def says(w: World, phone: Phone, text: str) -> None:
    """Write this and wait for what comes of it."""
    await phone.says(text)
    await w.quiet()


async def question_of(phone: Phone) -> Shown | None:
    """The newest message that asks something in a check-in."""
    asked = [it for it in await phone.messages() if it.buttons and " of 4 · " in it.text and "closed" not in it.text]
    return asked[-1] if asked else None


async def answers_all(w: World, phone: Phone, word: str = "quokka") -> None:
    """Answer the open check-in to its end: each question with its first answer, a text with a rare word."""
    for _ in range(10):
        if (asked := await question_of(phone)) is None:
            return
        if "Write a short reply" in asked.text:
            await says(w, phone, f"It is the {word} again")
        elif "Write the number" in asked.text:
            await says(w, phone, "7")
        elif "then press Done" in asked.text:
            await presses(w, phone, asked.buttons[0], asked)
            await presses(w, phone, "Done")
        else:
            await presses(w, phone, next(it for it in asked.buttons if it not in MOVES), asked)
    raise AssertionError("there is no end of the questions")


async def joins(w: World) -> Phone:
    """She joins, and after a while again with a new phone."""
    w.people[SLUG] = await phone_of(w, OLD_ACCOUNT)
    await w.joins(SLUG)
    (again,) = await invite(w.bot.house, w.bot.application.bot.username, w.bot.clock.now(), person=SLUG)
    phone = await phone_of(w)
    await says(w, phone, f"/start {again.code}")
    return phone


async def tries_something(w: World, phone: Phone) -> None:
    """A small test of hers, from what she expects to what she has seen."""
    await says(w, phone, "/test")
    await says(w, phone, "I expect a zebrafinch")
    await presses(w, phone, "One user or shift")
    await presses(w, phone, (await phone.screen()).buttons[0])
    await presses(w, phone, "Tell what happened")
    await says(w, phone, "There was an axolotl")


async def lives(w: World) -> Phone:
    """Four weeks in which she joins, answers, asks for help, tries something, goes away and takes a case."""
    phone = await joins(w)
    for day in ("01", "08", "15", "22"):
        await w.to(f"2026-09-{day} 10:00")
        if day == "01":
            await presses(w, phone, "We need help")
        await answers_all(w, phone)
    await tries_something(w, phone)
    await says(w, phone, "/measure")
    await says(w, phone, "18 of 25")
    await says(w, phone, "/away 2026-10-20")
    await presses(w, phone, "I am on it")
    return phone


async def forgets_her(w: World, phone: Phone) -> None:
    """She wants to be forgotten, and the database's file is written anew."""
    await says(w, phone, "/forget")
    await presses(w, phone, "Yes, erase everything")
    await phone.hears("Erased.")
    await until(lambda: written_anew(w), "a file written anew", every=0.003)


async def written_anew(w: World) -> bool:
    """Whether nothing that was erased may still stand in the file."""
    return not await w.db.has_traces()


async def all_of_it(w: World) -> str:
    """Everything that is stored, with every export."""
    lines = [await everything_stored(w.db)]
    for what in EXPORTS:
        lines += [str(tuple(row)) async for row in exported(w.db, what)]
    return "\n".join(lines)


def traces_in(text: str) -> list[str]:
    """Whatever of her stands in a text."""
    return [trace for trace in (*TRACES, *SPELLED) if trace in text]
