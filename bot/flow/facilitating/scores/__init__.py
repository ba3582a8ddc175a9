"""How far the teams have come: a score from the team, one from its facilitator, and what lies between."""
