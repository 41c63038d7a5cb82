"""What operators do to a running program: verify, diagnose, back up, restore."""
