"""What a changed programme file says, and when we are not there ourselves, in the sentences of the table."""

from tests.stalls.play import Play
from tests.stalls.sentences import deed


@deed("the file closes {day} to {last}")
async def closes(p: Play, day: str, last: str) -> None:
    for it in p.programmes:
        it["closures"] = [*it.get("closures", []), {"from": day, "to": last, "title": "Closed"}]
    await p.apply()


@deed("the file drops its closures")
async def drops_closures(p: Play) -> None:
    for it in p.programmes:
        it.pop("closures", None)
    await p.apply()


@deed("the file lets {team} end on {day}")
async def ends_on(p: Play, team: str, day: str) -> None:
    p.team_in_file(team)["ends"] = day
    await p.apply()


@deed("the file moves {team} to {phase}")
async def file_moves(p: Play, team: str, phase: str) -> None:
    p.team_in_file(team)["phase"] = phase
    await p.apply()


@deed("the file takes {who} off {team}")
async def takes_off(p: Play, who: str, team: str) -> None:
    p.team_in_file(team)["members"].remove(who)
    await p.apply()


@deed("the file lets {team} be facilitated by {folk}")
async def facilitated_by(p: Play, team: str, folk: str) -> None:
    p.team_in_file(team)["facilitators"] = folk.split(" and ")
    await p.apply()


@deed("the file makes {folk} the owner")
async def owned_by(p: Play, folk: str) -> None:
    p.programme["owners"] = folk.split(" and ")
    await p.apply()


@deed("the file no longer names {team}")
async def removes(p: Play, team: str) -> None:
    for it in p.programmes:
        p.dropped |= {one["id"]: one for one in it["teams"] if one["id"] == team}
        it["teams"] = [one for one in it["teams"] if one["id"] != team]
    await p.apply()


@deed("the file names {team} again")
async def names_again(p: Play, team: str) -> None:
    p.programme["teams"].append(p.dropped[team])
    await p.apply()


@deed("the file names a new team {team} of {folk}")
async def adds(p: Play, team: str, folk: str) -> None:
    like = p.programme["teams"][0]
    p.programme["teams"].append({**like, "id": team, "title": team.title(), "members": folk.split(" and ")})
    await p.apply()


@deed("we are not there until {moment}")
async def not_there(p: Play, moment: str) -> None:
    await p.r.leap(moment)


@deed("the file puts {folk} in the place of {who} in {team}")
async def puts_in_place(p: Play, folk: str, who: str, team: str) -> None:
    members = p.team_in_file(team)["members"]
    members[members.index(who)] = folk
    await p.apply()


@deed("the file goes by the schedule {slug}")
async def goes_by(p: Play, slug: str) -> None:
    p.programme["schedule"] = slug
    await p.apply()


@deed("the file calls the programme {text}")
async def calls(p: Play, text: str) -> None:
    p.programme["title"] = text
    await p.apply()
