"""What the work is about, and its rules: the standard library only, no await, time is an argument."""
