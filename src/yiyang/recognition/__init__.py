"""Orders of examinations and tests, and the earlier results that are recognised instead."""
