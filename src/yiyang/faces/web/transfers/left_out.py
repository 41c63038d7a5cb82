"""Who could not be asked for a bed when nobody could, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from yiyang.beds.models import Transfer
from yiyang.decisions.models import Decision
from yiyang.decisions.selectors import latest_of
from yiyang.faces.web.templatetags.yiyang_text import named, say
from yiyang.network.models import Institution


@dataclass(frozen=True)
class Alike:
    """Institutions that could not be asked for the same reasons, by name."""

    names: tuple[str, ...]
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Search:
    """The last search for a bed: who had to be left out; the decision tells the rest."""

    decision: Decision
    left_out: tuple[Alike, ...]


def last_search(transfer: Transfer) -> Search | None:
    """Return whom the last search for a bed left out, the commonest reasons first.

    None where no bed has been searched for.  In a red alarm a hospital that would take the
    person in, but has no bed free on its wards, is left out of the reservation.
    """
    decision = latest_of("placement.rank", "transfer", transfer.pk)
    if decision is None:
        return None
    left_out = [*decision.result["left_out"], *_without_a_bed(decision.result["offers"])]
    rows = Institution.objects.in_bulk([one["institution"] for one in left_out])
    alike: dict[tuple[str, ...], list[str]] = {}
    for one in left_out:
        sentences = tuple(say(reason) for reason in one["reasons"])
        if one["institution"] in rows:
            alike.setdefault(sentences, []).append(named(rows[one["institution"]]))
    ordered = sorted(alike.items(), key=lambda item: (-len(item[1]), item[0]))
    return Search(decision, tuple(Alike(tuple(sorted(n)), s) for s, n in ordered))


def _without_a_bed(offers: list[dict[str, Any]]) -> list[dict[str, Any]]:
    full = [{"code": "NO_FREE_BED", "params": {}}]
    return [one | {"reasons": full} for one in offers if not one["free"]]
