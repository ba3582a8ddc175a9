"""The pulse of leading: whether managers ask about the work, said by them and by their teams."""
