"""Messages between nodes, written with their effect in one transaction."""
