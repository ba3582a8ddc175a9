"""A small cohort: every stall is found at its moment, and nobody is told of a team that is only slow or at rest."""

from bot.rehearsal.rehearse import rehearse
from tests.cohort.cohort import Part, Size, make_part
from tests.cohort.compare import STALLS, Compared, compare, stall_table
from tests.cohort.kinds import KINDS, NOT_TOLD
from tests.support.world import content

# Two collaboratives: one around a summer, one from winter to spring.
SMALL, SEED = Size(teams=40, parts=2, weeks=16, most_members=2), 7


def parts() -> list[Part]:
    return [make_part(content(), SMALL, n, SEED) for n in range(SMALL.parts)]


def test_the_same_seed_makes_the_same_cohort_and_another_one_another():
    assert parts() == parts()
    assert make_part(content(), SMALL, 0, SEED + 1) != parts()[0]


def test_a_cohort_holds_every_kind_of_team_and_of_stall():
    known = [team for part in parts() for team in part.known]

    assert {team.kind for team in known} == {kind.__name__ for kind in KINDS}
    assert {stall.kind for team in known for stall in team.stalls} == set(STALLS)


def test_teams_that_are_only_slow_or_at_rest_have_no_stall_by_construction():
    quiet = [team for part in parts() for team in part.known if team.kind in NOT_TOLD]

    assert len(quiet) >= 10
    assert [team.stalls for team in quiet] == [()] * len(quiet)


async def test_every_stall_is_found_at_its_moment_and_nobody_is_told_of_a_team_at_work_or_at_rest():
    compared = Compared()
    for part in parts():
        compared.add(compare(part.known, (await rehearse(part.programme, part.behaviour, content())).events))

    assert compared.needless == []
    for kind, score in compared.by_stall.items():
        assert (score.false, score.missed) == ([], []), (kind, "\n".join(stall_table(compared)))
        assert set(score.opened_after) == {0.0}
        assert score.ends_wrong == []
