"""Apps and what was allowed to them, with which a reader in Jing'an has no business."""

from __future__ import annotations

from tests.clients.world import make_app, make_system
from tests.conftest import NOW
from tests.subscriptions.world import System, held
from tests.world import make_institution, make_place
from yiyang.clients.models import Authorisation
from yiyang.clients.services import grant_to_system


def foreign_client() -> dict[str, object]:
    """Return an app of an institution in another district."""
    owner = make_institution(place=make_place("310101002"))
    return {"pk": make_app(institution=owner).client.pk}


def foreign_authorisation() -> dict[str, object]:
    """Return what somebody else's system was given."""
    system = make_system(institution=make_institution(place=make_place("310101002")))
    grant_to_system(client=system, scopes=["system/*.rs"], at=NOW)
    return {"pk": Authorisation.objects.get(client=system).pk}


def foreign_subscription() -> dict[str, object]:
    """Return what somebody else's system has subscribed to."""
    key = System(institution=make_institution(place=make_place("310101002"))).subscribe()
    return {"pk": held(key).pk}


CLIENTS = {
    "client": foreign_client,
    "disable_client": foreign_client,
    "enable_client": foreign_client,
    "renew_client_secret": foreign_client,
    "change_client_keys": foreign_client,
    "withdraw_app": foreign_authorisation,
    "subscription_off": foreign_subscription,
    "subscription_on": foreign_subscription,
    "fhir_subscription": "a client sees its own subscriptions alone, and a browser has none",
    "fhir_subscription_status": "as above",
    "fhir_subscription_events": "as above",
}
