"""The policy book: every number of law and policy, dated, cited, with its evidence mark."""
