"""The desk where a visit is charged on one bill and settled once at its end."""
