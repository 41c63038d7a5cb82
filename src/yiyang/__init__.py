"""Yiyang: medical care and elderly care of a district, joined on one network of beds."""
