"""Small tests of a change: begun by /test, asked about on their planned end, and decided on by the team."""
