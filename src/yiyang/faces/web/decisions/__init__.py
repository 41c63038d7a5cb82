"""Why something was decided, for the person it is about."""
