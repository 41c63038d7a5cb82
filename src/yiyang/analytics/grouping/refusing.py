"""Codes that are no grouping key: a pack that refuses them, such as the published grey codes.

Source: drg_dip, section 1.2 (grey codes are rejected as grouping keys).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from yiyang.analytics.grouping.language import parse
from yiyang.analytics.grouping.pack import Check, Pack, Rule
from yiyang.analytics.grouping.pack_files import digest_of
from yiyang.kernel.messages import Text

REFUSED = "REFUSED_CODE"
RULE = "ZYZD not in DI_REFUSED and ZYSS not in OP_REFUSED"
TEXT = Text("主要诊断或主要手术为灰码", "the principal diagnosis or operation is a refused code")


def refusing(pack: Pack, codes: Iterable[str]) -> Pack:
    """Return the pack with codes refused, under a digest of its own.

    A refused principal diagnosis or operation fails the check; elsewhere a refused code is as one
    that no list knows.
    """
    refused = frozenset(codes)
    sets = {name: listed - refused for name, listed in pack.sets.items()}
    sets["DI_REFUSED"] = sets["OP_REFUSED"] = refused
    parts = {"pack": pack.digest.encode(), "refused": "\n".join(sorted(refused)).encode()}
    return replace(
        pack,
        checks=(*pack.checks, Check(REFUSED, Rule(RULE, parse(RULE)), TEXT)),
        sets=sets,
        severe=tuple(each for each in pack.severe if each.code not in refused),
        exclusions=tuple(each for each in pack.exclusions if each.code not in refused),
        digest=digest_of(parts),
    )
