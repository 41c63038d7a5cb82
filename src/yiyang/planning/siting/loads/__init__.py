"""Sites with capacities: who goes where when not everybody fits at the nearest."""

from yiyang.planning.siting.loads.capacitated import locate_within

__all__ = ["locate_within"]
