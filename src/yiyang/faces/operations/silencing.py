"""A node made again from a backup speaks to nobody until somebody says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from yiyang.exchange.services import settle_restored as stop_nodes
from yiyang.notices.deliveries import settle_restored as drop_notices
from yiyang.subscriptions.services import settle_restored as stop_subscriptions


@dataclass(frozen=True)
class Silenced:
    """How many subscriptions and nodes were stopped, and how many notices given up."""

    subscriptions: int
    nodes: int
    notices: int


@transaction.atomic
def silence_copy(*, at: datetime) -> Silenced:
    """Stop all that a restored copy would send, whole or not at all."""
    return Silenced(
        subscriptions=stop_subscriptions(at=at),
        nodes=stop_nodes(at=at),
        notices=drop_notices(at=at),
    )
