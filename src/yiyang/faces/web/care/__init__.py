"""Plans, due work, follow-ups and consultations: the desk, a person's pages, one's own."""
