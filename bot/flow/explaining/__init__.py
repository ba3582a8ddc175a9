"""What a team is asked next, when, and why: foreseen by the rules by which it is asked."""
