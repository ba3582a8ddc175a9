"""Whatever people do about one check-in, in any order: their acts, the rooms, and a second telling of the rules."""
