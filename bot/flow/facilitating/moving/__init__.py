"""Moves: of a team from phase to phase, of a gathering to another day."""
