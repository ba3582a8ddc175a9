"""What a facilitator gives a team to do between the gatherings: given, asked about in check-ins, and closed."""
