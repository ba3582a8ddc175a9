"""Cases of teams that stall: noticed, told, taken, and ended when the team is back."""
