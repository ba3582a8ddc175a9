"""Numbers that a facilitator sends as a file: read whole, shown once more, and kept all or none."""
