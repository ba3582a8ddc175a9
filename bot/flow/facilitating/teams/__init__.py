"""The facilitator's teams: the list of them, and a page for each."""
