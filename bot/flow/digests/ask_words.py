"""The one thing to do in words: by its source and name, for whatever phase it was written."""

from dataclasses import dataclass

from markupsafe import Markup

from bot.content.limits import LONGEST_IN_A_LIST, shortened
from bot.content.wording import Wording
from bot.domain.language import Language
from bot.flow.house import House, name_of
from bot.storage import people, teams
from bot.storage.database import Tx
from bot.storage.digests import DigestRow
from bot.storage.rows import PersonRow, TeamRow

FOR = "ask.for"


def key_of_ask(wording: Wording, source: str, name: str) -> str | None:
    """The key of the ask that this source calls so; None where the texts have it no more."""
    phases = wording.under(f"{FOR}.{source}")
    return next((key for phase in phases if wording.has(key := f"{FOR}.{source}.{phase}.{name}")), None)


def ask_in_words(house: House, source: str, name: str, team: str, language: str) -> Markup:
    """The ask about the team of this title; empty where the texts have it no more."""
    key = key_of_ask(house.content.wording, source, name)
    return house.content.wording.render(key, language, team=team) if key else Markup()


@dataclass(frozen=True, slots=True)
class Asked:
    """What a manager was asked to do for a team."""

    digest: DigestRow
    team: TeamRow
    manager: PersonRow

    def ask(self, house: House, language: str) -> Markup:
        """What was asked, with the team's title as it is shown in lists."""
        title = shortened(self.team.title, LONGEST_IN_A_LIST)
        return ask_in_words(house, self.digest.ask_source or "", self.digest.ask_name or "", title, language)

    def for_staff(self, house: House, language: Language) -> Markup:
        """What came of it, for the team's facilitators; that nothing has where there is no reply."""
        return house.content.wording.render(
            f"ask.facilitator.{self.digest.reply or 'open'}",
            language,
            manager=shortened(name_of(house, self.manager, language), LONGEST_IN_A_LIST),
            team=shortened(self.team.title, LONGEST_IN_A_LIST),
            ask=self.ask(house, language),
        )

    def for_team(self, house: House, language: Language) -> Markup:
        """The same for the team."""
        key = f"ask.team.{self.digest.reply}"
        return house.content.wording.render(key, language, team=self.team.title, ask=self.ask(house, language))


async def asked_of(tx: Tx, digest: DigestRow) -> Asked | None:
    """What this digest asked for; None where it asked for nothing, or where team or manager are gone."""
    team = await teams.team_if_there(tx, digest.ask_team_id) if digest.ask_team_id is not None else None
    if team is None or digest.ask_name is None:
        return None
    manager = await people.person_by_id(tx, digest.person_id)
    return Asked(digest, team, manager) if manager.forgotten_at is None else None
