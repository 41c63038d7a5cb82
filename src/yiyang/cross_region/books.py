"""The lines of a node's book, and what lies on the accounts with another node."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Q

from yiyang.accounts.models import Account
from yiyang.accounts.owners import Owner
from yiyang.accounts.selectors import balance
from yiyang.claims.models import Bearing, Settlement
from yiyang.cross_region.models import AwaySettlement, Role
from yiyang.exchange.models import Node
from yiyang.rules.cross_region.terms import BookLine, Borne, Split

OWED = {Role.PLACE: Account.Kind.OWED_BY, Role.HOME: Account.Kind.OWED_TO}
PREPAID = {Role.PLACE: Account.Kind.PREPAID_BY, Role.HOME: Account.Kind.PREPAID_TO}
LAYER_FIELDS = ("layer", "fen", "base_fen", "percent", "key", "act", "mark")


def lines_of(node: Node, role: str, since: date, until: date) -> tuple[BookLine, ...]:
    """Return the lines settled or taken back in some days; ``until`` is the first day after."""
    rows = AwaySettlement.objects.filter(node=node, role=role, settled_on__isnull=False)
    in_days = Q(settled_on__gte=since, settled_on__lt=until)
    in_days |= Q(reversed_on__gte=since, reversed_on__lt=until)
    return tuple(line_of(row) for row in rows.filter(in_days).order_by("number"))


def line_of(row: AwaySettlement) -> BookLine:
    """Return a settlement as a line of the book."""
    assert row.settled_on is not None
    return BookLine(
        number=row.number,
        settled_on=row.settled_on,
        reversed_on=row.reversed_on,
        total_fen=row.total_fen,
        fund_fen=row.fund_fen,
        account_fen=row.account_fen,
    )


def split_of(settlement: Settlement) -> Split:
    """Return a settlement of ours as it is told to another node."""
    rows = Bearing.objects.filter(settlement=settlement).order_by("place")
    layers = tuple(Borne(*(getattr(row, name) for name in LAYER_FIELDS)) for row in rows)
    return Split(settlement.total_fen, settlement.in_scope_fen, layers)


def owed_fen(node: Node, role: str) -> int:
    """Return what is owed in one direction and not cleared yet, in fen."""
    sign = 1 if role == Role.HOME else -1
    return sign * balance(Owner(OWED[Role(role)], node.code).code)


def prepaid_fen(node: Node, role: str) -> int:
    """Return what the node of insurance has lying at the place of care, in fen."""
    sign = -1 if role == Role.HOME else 1
    return sign * balance(Owner(PREPAID[Role(role)], node.code).code)


def month_after(first: date) -> date:
    """Return the first day of the month after a day's."""
    return (first.replace(day=1) + timedelta(days=31)).replace(day=1)
