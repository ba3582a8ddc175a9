"""A team rests by agreement, and goes on: the room of its pauses, for whoever leads it."""
