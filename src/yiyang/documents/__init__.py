"""Files that people hand in and that the program hands out, kept with their digest."""
