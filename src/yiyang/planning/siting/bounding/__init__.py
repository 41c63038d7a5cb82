"""The bound on a p-median, and the search that it guides."""
