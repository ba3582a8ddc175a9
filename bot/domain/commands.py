"""Which commands a person finds in the chat's menu, by what they are to the teams."""

from collections.abc import Collection

from bot.domain.programme import Role

OF_MEMBERS = ("checkin", "status", "later", "guide", "measure", "test", "away")
# Whoever leads a team finds all of theirs first, whatever else they are.
OF_LEADERS = ("teams",)
OF_FACILITATORS = ("guide",)
OF_EVERYBODY = ("settings", "language", "mydata", "forget", "leave", "help")
# Who has left, and a stranger, may still read what this is and what is stored about them.
OF_NOBODY = ("language", "mydata", "forget", "help")
IN_GROUPS = ("help",)


def commands_for(roles: Collection[Role]) -> tuple[str, ...]:
    """The commands of somebody with these roles, the ones used most first."""
    if not roles:
        return OF_NOBODY
    leads = OF_LEADERS if not {Role.FACILITATOR, Role.OWNER}.isdisjoint(roles) else ()
    if Role.MEMBER in roles:
        return (*leads, *OF_MEMBERS, *OF_EVERYBODY)
    return (*leads, *(OF_FACILITATORS if Role.FACILITATOR in roles else ()), *OF_EVERYBODY)
