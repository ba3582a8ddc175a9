"""With the best answers a programme that follows the defaults comes to a proposal in its first phase, once."""

from bot.content.programme_file import parse_programme
from bot.domain.behaviour import Behaviour
from bot.rehearsal.rehearse import rehearse
from tests.support.ridge import RIDGE
from tests.support.world import content


async def test_a_team_that_does_well_is_proposed_to_go_on_from_prepare() -> None:
    play = await rehearse(parse_programme(RIDGE, "ridge.yaml", content()), Behaviour(), content())
    proposed = [(it.at.date().isoformat(), it.team, it.detail) for it in play.events if it.kind == "phase_proposed"]
    asked = [it.at.date().isoformat() for it in play.events if it.kind == "answered"]
    told = [it.at.date().isoformat() for it in play.messages if it.kind == "matters" and it.new]

    (at, team, detail), *others = proposed
    assert (team, detail, others) == ("ridge", {"from": "prepare", "to": "plan"}, [])
    # After its eighth check-in: six of the steps, and two of what no step asks.
    assert asked.index(at) == 7
    assert at in told
    assert play.broken == ()
