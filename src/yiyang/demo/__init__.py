"""A synthetic district for demonstrations: made from a seed, loaded into the same tables."""
