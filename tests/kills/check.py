"""What has to be true after the bot was killed again and again, looked at from outside."""

from collections import Counter
from itertools import groupby, pairwise
from typing import Any

from sqlalchemy import func, select

from bot.domain.buttons import AnswerPressed, unpack
from bot.domain.check_in import Conversation, Stage
from bot.domain.model import Value
from bot.storage.database import Tx
from bot.storage.tables import answers, check_ins, conversations, inbox, outbox, people
from tests.kills.scene import Scene
from tests.kills.tapper import Tapper, replay
from tests.support.world import content


async def check(scene: Scene, tappers: dict[str, Tapper], kills: int) -> dict[str, int]:
    """Assert that nothing is lost and nothing doubled; the figures."""
    async with scene.db.read() as tx:
        rows = {row.slug: row for row in await tx.execute(_stand())}
        for name, tapper in tappers.items():
            await _check_person(tx, rows[name], tapper)
        await _check_inbox(tx, tappers)
        decided = await _decided(tx)
    for name, tapper in tappers.items():
        _check_screen(tapper, rows[name])
    repeated = {name: _sent(scene, tapper) - decided[tapper.id] for name, tapper in tappers.items()}
    assert all(0 <= more <= kills for more in repeated.values()), repeated
    return {
        "kills": kills,
        "acts": sum(len(tapper.done) for tapper in tappers.values()),
        "lost": 0,
        "doubled": 0,
        "repeated": sum(repeated.values()),
        "unanswered_presses": _check_queries(scene, tappers, kills),
    }


def _stand() -> Any:
    return (
        select(people.c.slug, people.c.id, conversations.c.position, conversations.c.stage, check_ins.c.questions)
        .select_from(conversations)
        .join(people)
        .join(check_ins, check_ins.c.id == conversations.c.check_in_id)
    )


async def _check_person(tx: Tx, row: Any, tapper: Tapper) -> None:
    model = content().models["quality-improvement-model"].model
    questions = tuple(model.question(question["id"]) for question in row.questions)
    expected, given = replay(questions, tapper.done)
    assert _place(Conversation(questions, row.position, Stage(row.stage))) == _place(expected), row.slug
    for question, values in zip(questions, given, strict=True):
        kept = await _kept(tx, row.id, question.id)
        assert _without_repeats([value for _, value in kept]) == _without_repeats(values), (row.slug, question.id)
        # The same again is kept only where a colleague said something else in between.
        for (one, value), (other, same) in pairwise(kept):
            assert value != same or await _somebody_else(tx, row.id, question.id, one, other), (row.slug, question.id)


def _place(conversation: Conversation) -> tuple[str, int]:
    # Where nothing is on the screen, the place in the questions means nothing.
    return str(conversation.stage), conversation.position if conversation.current else 0


def _without_repeats(values: list[Value]) -> list[Value]:
    return [value for value, _ in groupby(values)]


async def _kept(tx: Tx, person_id: int, question: str) -> list[tuple[int, Value]]:
    mine = answers.c.person_id == person_id, answers.c.question == question
    query = select(answers.c.id, answers.c.value).where(*mine).order_by(answers.c.id)
    return [(row.id, row.value) for row in await tx.execute(query)]


async def _somebody_else(tx: Tx, person_id: int, question: str, one: int, other: int) -> bool:
    between = answers.c.id.between(one, other), answers.c.person_id != person_id, answers.c.question == question
    return bool((await tx.execute(select(func.count()).select_from(answers).where(*between))).scalar_one())


async def _check_inbox(tx: Tx, tappers: dict[str, Tapper]) -> None:
    found = Counter((await tx.execute(select(inbox.c.chat_id))).scalars())
    # One more than what was tapped and typed: each has opened their link.
    assert found == {tapper.id: len(tapper.done) + 1 for tapper in tappers.values()}
    failed = select(func.count()).select_from(inbox).where(inbox.c.failed_at.is_not(None))
    assert (await tx.execute(failed)).scalar_one() == 0


async def _decided(tx: Tx) -> Counter[int]:
    """How many new messages were decided for each chat: replies, and screens that stand below."""
    sent = select(outbox.c.chat_id, outbox.c.kind, outbox.c.fresh).where(outbox.c.state == "sent").order_by(outbox.c.id)
    decided: Counter[int] = Counter()
    for row in await tx.execute(sent):
        first = row.kind == "screen" and decided[row.chat_id] == 1
        decided[row.chat_id] += row.kind == "reply" or row.fresh or first
    return decided


def _sent(scene: Scene, tapper: Tapper) -> int:
    sent = scene.stand_in.sandbox.log.since(0, "sendMessage")
    return sum(entry.executed and int(entry.params["chat_id"]) == tapper.id for entry in sent)


def _check_screen(tapper: Tapper, row: Any) -> None:
    screen = tapper.screen
    assert screen is not None
    button = unpack(screen.buttons[0][0]["callback_data"])
    assert isinstance(button, AnswerPressed)
    assert (button.choice == "!change") == (row.stage != "open"), (row.slug, screen.text)
    assert button.position == (row.position if row.stage == "open" else 0), (row.slug, screen.text)


def _check_queries(scene: Scene, tappers: dict[str, Tapper], kills: int) -> int:
    answered = Counter(
        entry.params["callback_query_id"] for entry in scene.stand_in.sandbox.log.since(0, "answerCallbackQuery")
    )
    asked = [query for tapper in tappers.values() for query in tapper.queries]
    assert set(answered) <= set(asked)
    assert max(answered.values()) == 1
    # A kill between keeping a press and answering it leaves the wheel on the button turning: one a person at most.
    unanswered = len(asked) - len(answered)
    assert unanswered <= kills * len(tappers)
    return unanswered
