"""Why a resource is not written."""

from __future__ import annotations

from collections.abc import Sequence

from yiyang.kernel.errors import Refused
from yiyang.kernel.findings import Finding


class BadResource(Refused):
    """Refused because what was sent is no resource that is kept; ``findings`` name every fault."""

    code = "BAD_RESOURCE"

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(count=len(findings))
        self.findings = findings


class VersionDiffers(Refused):
    """Refused because another version stands than the one the writer had read."""

    code = "VERSION_DIFFERS"


class IdOfAnother(Refused):
    """Refused because the condition finds another resource than the one that was sent."""

    code = "ID_OF_ANOTHER"


class ManyMatch(Refused):
    """Refused because more than one resource meets the condition."""

    code = "MANY_MATCH"


class NotPermitted(Refused):
    """Refused because the token does not let its bearer write this type."""

    code = "NOT_PERMITTED"


class IsProjection(Refused):
    """Refused because the resource shows a row that is changed elsewhere."""

    code = "IS_PROJECTION"


class MayNotRegister(Refused):
    """Refused because the role registers nobody, so it writes no Patient."""

    code = "MAY_NOT_REGISTER"


class KnownElsewhere(Refused):
    """Refused because the person is registered already and not open to the writer."""

    code = "PERSON_KNOWN_ELSEWHERE"


class AboutNobody(Refused):
    """Refused because what belongs to no record is written by connected systems alone."""

    code = "ABOUT_NOBODY"


class NotYours(Refused):
    """Refused because another institution's system keeps this resource."""

    code = "RESOURCE_NOT_YOURS"
