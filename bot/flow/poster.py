"""The words of the posters: a team's own link, and what everybody may know who reads it on the wall."""

from collections.abc import Sequence

from bot.domain.poster import Poster
from bot.domain.programme import Role
from bot.flow.house import House
from bot.flow.invite import Prepared
from bot.storage.people import people_of_team
from bot.storage.rows import TeamRow


async def posters_of(house: House, prepared: Sequence[Prepared]) -> list[Poster]:
    """A poster for each team's own link; a person's own link is not for a wall."""
    links = [(it.team, it.invite.url) for it in prepared if it.team is not None]
    several = len({team.collaborative_id for team, _ in links}) > 1
    posters = []
    async with house.db.read() as tx:
        for team, link in links:
            facilitators = await people_of_team(tx, team.id, Role.FACILITATOR)
            named = facilitators[0].name if facilitators else None
            posters.append(_poster(house, team, link, named, several))
    return posters


def _poster(house: House, team: TeamRow, link: str, facilitator: str | None, several: bool) -> Poster:
    wording, language = house.content.wording, team.language
    ask = "ask" if facilitator is None else "ask-by-name"
    return Poster(
        # No id holds an underscore, so that no two posters have one name.
        name=f"{team.collaborative}_{team.slug}" if several else team.slug,
        team=team.title,
        link=link,
        language=language,
        title=wording.plain("poster.title", language, team=team.title),
        headline=wording.plain("poster.headline", language),
        how=wording.plain("poster.how", language),
        what=wording.plain("poster.what", language),
        promises=tuple(wording.plain(f"poster.promises.{it}", language) for it in wording.under("poster.promises")),
        no_app=wording.plain(f"poster.no-app.{ask}", language, facilitator=facilitator),
        alt=wording.plain("poster.link", language, team=team.title),
    )
