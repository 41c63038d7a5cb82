"""Tables in, tables out: exact arithmetic, shares, measures on columns.  Pure."""
