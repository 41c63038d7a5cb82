"""The desk that judges whether two records are of one person."""
