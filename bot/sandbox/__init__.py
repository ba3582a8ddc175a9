"""A Bot API stand-in: honest enough to test against, with phones that anyone can hold."""
