"""A programme file carried over into the database."""
