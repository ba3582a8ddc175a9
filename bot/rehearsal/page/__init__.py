"""A rehearsal on one page of HTML that needs nothing else: what happened to whom, when, and which promises held."""
