"""The registry: institutions and what they offer, beds, rosters, agreements, imports."""
