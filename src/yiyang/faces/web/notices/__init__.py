"""The inbox of whoever is on duty, and the visible phone of the demo."""
