"""Making subscriptions, noting what happened for them, and sending it."""

from yiyang.subscriptions.services.capturing import capture
from yiyang.subscriptions.services.delivering import (
    Hook,
    Sender,
    Undelivered,
    deliver_next,
    deliver_round,
    only_sender,
)
from yiyang.subscriptions.services.restoring import go_on, settle_restored
from yiyang.subscriptions.services.subscribing import (
    BadSubscription,
    NeedsClient,
    NeedsStay,
    NotPermittedHere,
    OtherVersion,
    TooManySubscriptions,
    bounds_at,
    change_subscription,
    delete_subscription,
    subscribe,
    switch_off,
)
from yiyang.subscriptions.services.telling import instant, standing_of, told_of
from yiyang.subscriptions.services.tidying import forget_delivered, give_up

__all__ = [
    "BadSubscription",
    "Hook",
    "NeedsClient",
    "NeedsStay",
    "NotPermittedHere",
    "OtherVersion",
    "Sender",
    "TooManySubscriptions",
    "Undelivered",
    "bounds_at",
    "capture",
    "change_subscription",
    "delete_subscription",
    "deliver_next",
    "deliver_round",
    "forget_delivered",
    "give_up",
    "go_on",
    "instant",
    "only_sender",
    "settle_restored",
    "standing_of",
    "subscribe",
    "switch_off",
    "told_of",
]
