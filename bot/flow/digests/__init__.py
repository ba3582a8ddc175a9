"""The manager's weekly page."""
