"""The clock's rounds: the rooms that it visits when something is due, in this order."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TypeAlias

from bot.flow.asking.ask import ask
from bot.flow.bring_back import bring_back
from bot.flow.cases.watch import watch
from bot.flow.close import close
from bot.flow.digests.digest import digest
from bot.flow.ending import thank
from bot.flow.facilitating.matters.tell import tell_matters
from bot.flow.facilitating.scores.ask import ask_for_scores
from bot.flow.house import Counts, House
from bot.flow.remind import remind
from bot.flow.reporting.send import hand_out_briefs
from bot.flow.testing.ask import ask_what_happened

Act: TypeAlias = Callable[[House, datetime], Awaitable[Counts]]

# At one moment closing comes first, then watching, then asking.
ROUNDS: tuple[Act, ...] = (
    close,
    watch,
    ask,
    bring_back,
    remind,
    ask_what_happened,
    tell_matters,
    digest,
    ask_for_scores,
    hand_out_briefs,
    thank,
)
