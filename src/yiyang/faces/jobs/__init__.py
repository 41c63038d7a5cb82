"""Work that goes on by itself: periodic tasks on the PostgreSQL queue."""
