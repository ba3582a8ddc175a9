"""The facilitator's side: teams followed, moved and handed over, and what is written, agreed and asked on the way."""
