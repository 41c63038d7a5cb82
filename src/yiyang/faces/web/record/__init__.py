"""The record of a person: panels, charts of vital signs, the form that adds them."""
