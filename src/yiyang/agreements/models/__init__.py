"""Agreements, and what teams take on by them."""

from yiyang.agreements.models.contracts import Agreement, Item, Member, Party, Signature, Version
from yiyang.agreements.models.teams import CaseloadEntry, Panel, Project

__all__ = [
    "Agreement",
    "CaseloadEntry",
    "Item",
    "Member",
    "Panel",
    "Party",
    "Project",
    "Signature",
    "Version",
]
