"""What a rule was asked, what it answered and why; replayable."""
