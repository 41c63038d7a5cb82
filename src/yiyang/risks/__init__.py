"""Open risks of a place: what is late, overspent, failed or complained of, and who acts."""
