"""Booking: what is offered to whom, who may take a slot, and the order of the day."""
