"""Refusals of scenarios, their runs and comparisons."""

from yiyang.kernel.errors import Refused


class FaultyScenario(Refused):
    """The scenario has faults; the first of them is told."""

    code = "SCENARIO_FAULTY"


class NothingToGoOn(Refused):
    """The place has no beds, or no sub-district with a point on the map."""

    code = "SCENARIO_NOTHING_TO_GO_ON"


class NothingHappenedYet(Refused):
    """No whole week has gone by since the window of the calibration."""

    code = "BACKTEST_NOTHING_YET"


class RunEnded(Refused):
    """The run is done or failed; nothing is left to stop or to resume."""

    code = "SIMULATION_RUN_ENDED"


class NotComparable(Refused):
    """The two runs share no random numbers, or do not count the same days."""

    code = "SIMULATION_NOT_COMPARABLE"
