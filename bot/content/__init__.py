"""Files to domain objects, once, at start; a bad file says its line."""
