"""Joining: by a link of one's own or the team's, the notice, the language, and the chat itself."""
