"""Who may do what: accounts, assignments, grants, the one visibility predicate."""
