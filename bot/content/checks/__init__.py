"""What `mellom check` finds beyond what stops the loading: a room for each kind of mistake."""
