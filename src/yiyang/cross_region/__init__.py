"""Care settled between two nodes: where it was given and where the person is insured."""
