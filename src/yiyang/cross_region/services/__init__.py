"""Filing, asking, answering, comparing and clearing between two nodes."""
