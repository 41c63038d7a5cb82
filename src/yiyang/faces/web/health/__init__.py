"""Doors for those who watch over the program: alive, ready, counts without personal data."""
