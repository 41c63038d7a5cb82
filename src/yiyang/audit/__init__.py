"""One row per change, sealed; the access log is part of it."""
