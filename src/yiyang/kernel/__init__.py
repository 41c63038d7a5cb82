"""Values that every floor shares: no database, no clock, no settings."""
