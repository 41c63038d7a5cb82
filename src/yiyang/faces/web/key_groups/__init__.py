"""Key groups of a person: why, since when; and the registers that show some of them."""
