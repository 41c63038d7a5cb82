"""A person's own pages of consent: who sees them, what they said, who looked."""
