"""Programmes played in virtual time by simulated people, over the same flow as the real ones."""
