"""Measurements that `make bench` prints: how well stalls are found, and how quickly things are done."""
