"""What is stored about people: shown, erased when they wish it, and erased on time."""
