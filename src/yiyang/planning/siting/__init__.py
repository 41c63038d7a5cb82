"""Where to open sites: whom they reach, what it costs, and how far from the best the plan is."""
