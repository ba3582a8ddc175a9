"""Teams go from one facilitator to another, with everything that is open about them."""
