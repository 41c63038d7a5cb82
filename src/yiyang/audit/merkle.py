"""The Merkle tree of RFC 6962 over leaf hashes, in one pass with little memory."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

NODE = b"\x01"


@dataclass(frozen=True)
class Tree:
    """How many leaves there were, and the root over them."""

    count: int
    root: bytes


def tree_of(leaves: Iterable[bytes]) -> Tree:
    """Return the tree over leaf hashes in their order.  Source: RFC 6962 section 2.1."""
    count = 0
    full: list[tuple[int, bytes]] = []  # whole subtrees left to right: their height and hash
    for leaf in leaves:
        height, node = 0, leaf
        while full and full[-1][0] == height:
            node = _join(full.pop()[1], node)
            height += 1
        full.append((height, node))
        count += 1
    if not full:
        return Tree(0, hashlib.sha256(b"").digest())
    root = full.pop()[1]
    while full:
        root = _join(full.pop()[1], root)
    return Tree(count, root)


def _join(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(NODE + left + right).digest()
