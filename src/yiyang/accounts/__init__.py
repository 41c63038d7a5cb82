"""Two-sided postings in fen; every posting names its rule; runs are whole or not at all."""
