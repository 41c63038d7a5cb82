"""How much of each suspicion could go back: what funds bore of its disputed lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from yiyang.claims.models import Claim, ClaimLine
from yiyang.claims.services.recovering import recoverable
from yiyang.oversight.models import Matter, Suspicion
from yiyang.rules.supervision.review import NOT_UPHELD, OUTCOMES

TAKES_BACK = tuple(outcome for outcome in OUTCOMES if outcome != NOT_UPHELD)


@dataclass(frozen=True)
class Most:
    """What could go back because of one suspicion: of each of its claims, by payer, in fen."""

    suspicion: Suspicion
    by_claim: Mapping[int, Mapping[str, int]]

    @property
    def fen(self) -> int:
        """All of it."""
        return sum(sum(shares.values()) for shares in self.by_claim.values())


def disputed_of(suspicion: Suspicion) -> dict[int, set[int]]:
    """Return the numbers of the disputed lines, by the key of their claim."""
    found: dict[int, set[int]] = defaultdict(set)
    rows = ClaimLine.objects.filter(
        pk__in=suspicion.evidence.filter(is_disputed=True).values("line")
    )
    for claim_id, number in rows.values_list("claim_id", "number"):
        found[claim_id].add(number)
    return dict(found)


def gone_before(matter: Matter) -> dict[int, set[int]]:
    """Return the lines of whose claims other matters have taken money back that stands."""
    rows = Suspicion.objects.filter(
        outcome__in=TAKES_BACK,
        matter__recoveries__reversal=None,
        matter__recoveries__isnull=False,
    )
    claims = matter.suspicions.values("evidence__line__claim")
    rows = rows.filter(evidence__line__claim__in=claims).exclude(matter=matter).distinct()
    gone: dict[int, set[int]] = defaultdict(set)
    for one in rows:
        for claim_id, numbers in disputed_of(one).items():
            gone[claim_id] |= numbers
    return gone


def mosts(matter: Matter, outcomes: Mapping[int, str] | None = None) -> list[Most]:
    """Return what could go back for each suspicion, in their order.

    Args:
        outcomes: by the suspicion's key; what is upheld takes its lines from those after it.
            None reckons each by itself, as an officer sees them before the review.
    """
    suspicions: Sequence[Suspicion] = list(matter.suspicions.order_by("pk"))
    gone, claims = gone_before(matter), {}
    found = []
    for one in suspicions:
        by_claim = {}
        for claim_id, numbers in disputed_of(one).items():
            claim = claims.setdefault(claim_id, Claim.objects.get(pk=claim_id))
            before = gone.get(claim_id, set())
            by_claim[claim_id] = recoverable(claim, before, numbers)
            if outcomes is not None and outcomes[one.pk] in TAKES_BACK:
                gone[claim_id] = before | numbers
        found.append(Most(one, by_claim))
    return found
