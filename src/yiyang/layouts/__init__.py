"""Sites, grids and posts that a district plans, on its own rows, with the decisions on them."""
