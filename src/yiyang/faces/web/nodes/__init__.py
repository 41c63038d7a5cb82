"""Partner nodes for who keeps them, and what goes to and came from them of one person."""
