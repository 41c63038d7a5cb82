"""Agreements: parties, members, items, prices."""
