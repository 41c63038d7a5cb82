"""The contract fee: charged, shared, assessed, and paid to people by a run."""
