"""The registry: places, institutions, people who work, rosters, beds."""
