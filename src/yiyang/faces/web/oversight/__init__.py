"""Fund supervision: the insurer's desk, and the institution that explains."""
