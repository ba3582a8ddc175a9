"""Tips between teams: given by a team, published by a facilitator, offered to the others at that step."""
