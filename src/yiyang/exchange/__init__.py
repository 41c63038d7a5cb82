"""Nodes that exchange summaries, results, image references and referrals."""
