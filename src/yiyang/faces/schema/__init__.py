"""The shape of a new database, written down so that it need not be migrated step by step."""
