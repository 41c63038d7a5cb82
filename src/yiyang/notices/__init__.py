"""Who on duty must know, by which channel, acknowledged when, escalated to whom."""
