"""Who belongs to which key group, since when and why."""
