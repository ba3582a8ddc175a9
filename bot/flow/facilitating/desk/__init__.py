"""The facilitator's desk: the way of a press to the room that it belongs to."""
