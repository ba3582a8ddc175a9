"""What a row raises that cannot be read: of a team whose files or zone somebody has taken away, or with odd reasons."""

from bot.domain.errors import MellomError

# An unknown zone is a KeyError, a file that is gone too; a calendar without a working day is an error of ours.
UNREADABLE = (KeyError, ValueError, MellomError)
