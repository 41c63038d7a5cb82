"""Service plans, due work, follow-ups and consultations."""
