"""Rules of plans, counts, follow-up and consultation; their texts."""
