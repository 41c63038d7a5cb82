"""Apps and systems that connect to the record: who they are, and what they were allowed."""
