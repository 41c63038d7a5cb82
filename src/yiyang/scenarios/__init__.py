"""Scenarios of the five-bed network, kept with the runs that tried them."""
