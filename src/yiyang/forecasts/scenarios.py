"""A calibration written as a scenario that can be run at once."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from yiyang.forecasts.errors import NoNetwork
from yiyang.forecasts.models import Calibration
from yiyang.forecasts.network import network_of
from yiyang.forecasts.selectors import parameters_for
from yiyang.planning.simulation.writing import text_of
from yiyang.policy.book import Reading
from yiyang.rules.calendar import CHINA

SEED_DIGITS = 12  # of the digest; the same rows give the same random numbers


def scenario_values(calibration: Calibration, reading: Reading) -> dict[str, Any]:
    """Return a scenario of the place at the end of the window, with what was estimated.

    Raises:
        NoNetwork: no sub-district with a point on the map, or no beds.
        NotInForce: a needed line has no value.
    """
    at = datetime.combine(calibration.until, time(), CHINA)
    network = network_of(calibration.place, at, reading)
    if not network["sub_district"] or not network["institution"]:
        raise NoNetwork
    lengths = reading.table("simulation.run")
    parameters = parameters_for(calibration, reading)
    known = {each["code"] for each in network["sub_district"]}
    place, window = calibration.place, f"{calibration.since} – {calibration.until}"
    return {
        "name": {
            "zh": f"{place.name_zh}：按{window}的记录校准",
            "en": f"{place.name_en}, as recorded {window}",
        },
        "source": f"calibration {calibration.input_digest}",
        "mark": "inferred",
        "place": place.code,
        "on": calibration.until,
        "days": int(lengths["days"]),
        "warm_up": int(lengths["warm_up"]),
        "replications": int(lengths["replications"]),
        "seed": int(calibration.input_digest[:SEED_DIGITS], 16),
        "policy": dict(parameters.policy),
        **network,
        "arrivals": [dict(row) for row in parameters.arrivals if row["place"] in known],
    }


def backtest_text(calibration: Calibration, reading: Reading, days: int) -> str:
    """Return the scenario of the days after a calibration's window, from who was in bed then.

    Raises:
        NoNetwork, NotInForce: see ``scenario_values``.
    """
    values = scenario_values(calibration, reading)
    names = {"zh": "回测", "en": "backtest"}
    return text_of(
        values
        | {
            "name": {each: f"{name} · {names[each]}" for each, name in values["name"].items()},
            "source": backtest_source(calibration),
            "days": days,
            "warm_up": 0,  # it begins with who was there, and is held to what happened then
            "replications": int(reading.table("forecasts.backtest")["replications"]),
        }
    )


def backtest_source(calibration: Calibration) -> str:
    """Return what the scenario of a calibration's backtest says of where it is from."""
    return f"backtest of calibration {calibration.pk}, {calibration.input_digest}"


def scenario_text(calibration: Calibration, reading: Reading) -> str:
    """Return the scenario as the TOML that ``yiyang simulate`` reads; see ``scenario_values``."""
    return text_of(scenario_values(calibration, reading))
