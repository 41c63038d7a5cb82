"""The rules: pure functions of facts and the policy book, one module a subject of law."""
