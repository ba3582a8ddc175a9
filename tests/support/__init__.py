"""What the tests stand on: real servers and small readers, shared by all rooms."""
