"""Pages about apps: registering them, allowing them, opening and taking back."""
