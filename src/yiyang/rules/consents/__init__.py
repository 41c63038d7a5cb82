"""What a person's word opens and closes, and what stands without it."""
