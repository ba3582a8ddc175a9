"""What the move of a plan means for each team, told in lines."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.domain.moves import Moves

# A line names so many days and counts the others.
MOST_NAMED = 4


@dataclass(frozen=True, slots=True)
class TeamMoves:
    """What moves for a team; `coming` are all days on which it will be asked from then on."""

    team: str
    title: str
    moves: Moves
    coming: tuple[date, ...]

    def __str__(self) -> str:
        moves = self.moves
        parts = [
            _part(len(moves.moved), ("moves", "move"), (f"{old} -> {new}" for old, new in moves.moved)),
            _part(len(moves.added), ("is added", "are added"), map(str, moves.added)),
            _part(len(moves.cancelled), ("is cancelled", "are cancelled"), map(str, moves.cancelled)),
        ]
        first, *others = [it for it in parts if it]
        number, _, rest = first.partition(" ")
        counted = "check-in" if number == "1" else "check-ins"
        return f"team {self.team}: {'; '.join((f'{number} unsent {counted} {rest}', *others))}"


def _part(number: int, verbs: tuple[str, str], days: Iterable[str]) -> str:
    if not number:
        return ""
    named = list(days)
    more = f" and {number - MOST_NAMED} more" if number > MOST_NAMED else ""
    return f"{number} {verbs[number > 1]}: {', '.join(named[:MOST_NAMED])}{more}"
