"""Which commands a person finds in the chat's menu, by what they are to the teams."""

from collections.abc import Collection

from bot.domain.programme import Role

OF_MEMBERS = ("checkin", "status", "later", "guide", "test", "away")
OF_FACILITATORS = ("guide",)
OF_EVERYBODY = ("settings", "language", "mydata", "forget", "leave", "help")
# Who has left, and a stranger, may still read what this is and what is stored about them.
OF_NOBODY = ("language", "mydata", "forget", "help")
IN_GROUPS = ("help",)


def commands_for(roles: Collection[Role]) -> tuple[str, ...]:
    """The commands of somebody with these roles, the ones used most first."""
    if not roles:
        return OF_NOBODY
    if Role.MEMBER in roles:
        return (*OF_MEMBERS, *OF_EVERYBODY)
    return (*OF_FACILITATORS, *OF_EVERYBODY) if Role.FACILITATOR in roles else OF_EVERYBODY
