"""Scenarios written down: the present state from the rows, and plans on top of one."""

from __future__ import annotations

import tomllib
from datetime import datetime

from django.db import transaction

from yiyang.audit.services import Actor, record
from yiyang.network.models import Place
from yiyang.scenarios.checking import check
from yiyang.scenarios.errors import FaultyScenario
from yiyang.scenarios.facts import state_text
from yiyang.scenarios.models import Scenario


@transaction.atomic
def keep_scenario(*, place: Place, text: str, rates: str, by: Actor, at: datetime) -> Scenario:
    """Keep a scenario as it is written; its base is the kept one that it names.

    Raises:
        FaultyScenario: it cannot be read, or names what there is not.
    """
    found = check(text, place)
    if found.plan is None:
        raise FaultyScenario(where=found.findings[0].where)
    base = tomllib.loads(text).get("base")
    row = Scenario.objects.create(
        place=place,
        name_zh=found.plan.name["zh"],
        name_en=found.plan.name["en"],
        base_id=int(base) if base else None,
        rates=rates,
        text=text,
        digest=found.digest,
        made_at=at,
    )
    payload = {"digest": found.digest, "base": row.base_id, "rates": rates}
    record(
        by=by, at=at, action="scenarios.keep", subject_kind="scenario", subject_id=row.pk,
        payload=payload,
    )  # fmt: skip
    return row


@transaction.atomic
def keep_state(*, place: Place, by: Actor, at: datetime) -> Scenario:
    """Keep the present network of a place as a scenario, to lay plans on.

    Raises:
        NothingToGoOn: no beds, or no sub-district with a point on the map.
    """
    text = state_text(place, at)
    return keep_scenario(place=place, text=text, rates=Scenario.Rates.SAMPLE, by=by, at=at)
