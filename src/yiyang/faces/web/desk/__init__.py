"""The work of a desk: its open tasks, the overdue ones first."""
