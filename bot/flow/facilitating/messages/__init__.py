"""What facilitators and teams write to one another."""
