"""Teams are asked: when, whom, what, and how it reaches them."""
