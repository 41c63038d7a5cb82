"""People: finding one, who they are and how they live, relatives and wishes."""
