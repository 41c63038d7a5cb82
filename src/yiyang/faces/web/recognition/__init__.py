"""Earlier results before an order, orders of a person, and the department's certificates."""
