"""Cooperation contracts: drafting, signing, changing, renewing and ending them."""
