"""A named figure of the district: compiled once, visible rows only, with target and rows."""
