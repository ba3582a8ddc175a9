"""Four questions before a team starts: asked of its manager, told to its facilitators, and refusing nothing."""
