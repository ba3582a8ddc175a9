"""Rows to domain objects and back; the only rooms that know SQLAlchemy."""
