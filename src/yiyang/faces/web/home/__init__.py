"""The first page, the choice of assignment and of type, the page that shows the design."""
