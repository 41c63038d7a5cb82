"""Transfers: asking, the desk, one transfer with all its steps, batch placement."""
