"""The resource store and its search indexes."""
