"""Sign-in, invitation, password and second factor: what one does with one's own account."""
