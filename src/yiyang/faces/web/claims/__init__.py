"""Claims: the person's statement, the institution's desk, what the insurer sees."""
