"""Parameters of the network estimated from what was seen of it, each with its interval."""
