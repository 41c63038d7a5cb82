"""Teams, where their members practise, who is at work, and who looks after whom."""
