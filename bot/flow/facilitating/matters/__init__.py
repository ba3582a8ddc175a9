"""What waits for the facilitators of a team: told of in one message a day, and done with by its buttons."""
