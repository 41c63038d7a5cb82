"""The rows of the demonstration as FHIR: made from them as ``yiyang project --rebuild`` does."""

from __future__ import annotations

from yiyang.audit.projected import projectors
from yiyang.demo.district import District
from yiyang.demo.plan import Progress
from yiyang.record.services.projecting import rebuild, rebuild_standing

CHUNK = 1000


def store_shown(district: District, progress: Progress) -> None:
    """Show every row that there is."""
    rebuild_standing(at=district.plan.at)
    for projector in projectors().values():
        last: int | None = 0
        while last is not None:
            compared, last = rebuild(projector, after=last, most=CHUNK, at=district.plan.at)
            progress("resource", len(compared.missing) + len(compared.different))
