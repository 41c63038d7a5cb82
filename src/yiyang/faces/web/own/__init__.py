"""The page of a resident or relative: their beds, their transfers, who looked at their record."""
