"""What a person sees of a check-in: its questions, its end, and the buttons below."""
