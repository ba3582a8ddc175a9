"""A person answers: by a press or in writing, one question after another."""
