"""Which pack grouped a file of discharges: as the file says, or as its user does."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from yiyang.analytics.grouping.marks import DIGEST, PACK
from yiyang.analytics.grouping.pack_desk import BadPack
from yiyang.analytics.grouping.pack_files import read_pack
from yiyang.faces.cli.group import refuse
from yiyang.faces.cli.shell import BadInput

LONGEST = 80


@dataclass(frozen=True)
class GroupedBy:
    """A pack's name with its version, and its digest; empty where nobody says."""

    pack: str = ""
    digest: str = ""


def pack_of(cases: Path, named: Path | None) -> GroupedBy:
    """Return the pack that grouped a file.

    Args:
        named: the folder of the pack that the user names, for a file that cannot say it.

    Raises:
        BadInput: the pack cannot be read, or is another than the file says.
    """
    said = _said(cases)
    if named is None:
        return said
    try:
        pack = read_pack(named)
    except BadPack as bad:
        raise refuse(bad.findings) from bad
    if said.digest and said.digest != pack.digest:
        raise BadInput(
            "--pack: {cases} was grouped by {pack}, of another digest",
            cases=cases.name,
            pack=said.pack,
        )
    return GroupedBy(f"{pack.name} {pack.version}"[:LONGEST], pack.digest)


def _said(cases: Path) -> GroupedBy:
    from yiyang.analytics.grouping.cases import marks_of_file  # noqa: PLC0415 -- an extra

    marks = marks_of_file(cases)
    pack, digest = (marks.get(key, b"").decode("utf-8", "replace") for key in (PACK, DIGEST))
    return GroupedBy(pack[:LONGEST], digest[:64])
