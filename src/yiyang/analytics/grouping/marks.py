"""What a grouped file says of the pack that grouped it."""

from __future__ import annotations

from yiyang.analytics.grouping.pack import Pack

PACK, DIGEST = b"yiyang_pack", b"yiyang_pack_digest"


def marks_of(pack: Pack) -> dict[bytes, bytes]:
    """Return the marks of a pack: its name with the version, and its digest."""
    return {PACK: f"{pack.name} {pack.version}".encode(), DIGEST: pack.digest.encode()}
