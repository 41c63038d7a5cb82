"""Tables that a sender gives: read, mapped to our columns, checked whole, written whole or not."""
