"""Instruments filled in for a person, with their result."""
