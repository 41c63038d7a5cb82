"""The supervision desk: open risks of a place, with owner and deadline."""
