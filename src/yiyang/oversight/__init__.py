"""Fund supervision: suspicions in stored claims, explained, reviewed, money taken back."""
