"""Flows with parallel tasks, deadlines in working time, documents and a timeline."""
