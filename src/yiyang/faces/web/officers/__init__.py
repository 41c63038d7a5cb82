"""Pages of the three officers, who are kept apart: security, audit and system."""
