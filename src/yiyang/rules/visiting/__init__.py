"""Visits at home: whether it is safe to go, who goes when, and what the clock and map say."""
