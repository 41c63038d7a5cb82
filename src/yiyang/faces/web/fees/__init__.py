"""Contract fees: runs, institutions, pay and what it comes from, one's own agreement."""
