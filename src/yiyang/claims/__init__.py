"""Insurance claims: received, adjudicated by the book, posted, reversed and corrected."""
