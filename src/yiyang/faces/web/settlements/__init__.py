"""Settlement runs: the insurer's desk, an institution's statements, consortia, comparison."""
