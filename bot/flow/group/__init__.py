"""A team is asked in its group: bound by the team's link, and what happens when the chat changes."""
