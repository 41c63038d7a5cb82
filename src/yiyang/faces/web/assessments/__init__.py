"""Filling in an instrument on a phone, and its result with the working."""
