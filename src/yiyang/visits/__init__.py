"""Home visits and day care: asked for, planned, checked in and out, recorded."""
