"""Documents for those who follow teams: the brief for a gathering, and the report of a month."""
