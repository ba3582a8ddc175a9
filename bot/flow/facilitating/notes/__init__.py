"""What facilitators note about a team; only they and the owners read it."""
