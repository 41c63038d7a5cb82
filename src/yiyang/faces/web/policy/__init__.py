"""The policy desk: the book, its unsettled values, and values adopted here."""
