"""Trying plans: scenarios of the five-bed network, their runs, two of them side by side."""
