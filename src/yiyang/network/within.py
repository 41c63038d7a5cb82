"""``place__code__within=code``: rows of a place and of the places that lie in it.

Codes of a sub-district begin with its district's, those of a district not with its city's, which
ends in zeros (GB/T 2260): ``kernel.identifiers.begins`` knows.
"""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, Lookup
from django.db.models.lookups import StartsWith

from yiyang.kernel.identifiers import begins


@CharField.register_lookup
class Within(Lookup):
    """Whether a division code is that of a place, or of one that lies in it."""

    lookup_name = "within"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        """Return the SQL that asks what the code begins with."""
        return compiler.compile(StartsWith(self.lhs, begins(self.rhs)))
