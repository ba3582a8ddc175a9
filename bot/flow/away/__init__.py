"""Away: not asked and not reminded until a day; a team of which all are away rests."""
