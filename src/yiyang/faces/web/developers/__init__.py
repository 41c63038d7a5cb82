"""The page for those who connect a program: where its doors are and what they can rely on."""
