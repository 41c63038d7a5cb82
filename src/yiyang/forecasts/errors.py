"""Refusals of calibrations and forecasts."""

from yiyang.kernel.errors import Refused


class NoDays(Refused):
    """The window has no day, or reaches beyond what is over."""

    code = "CALIBRATION_NO_DAYS"


class TooManyDays(Refused):
    """The window is longer than may be read in one request; a shorter one says the same."""

    code = "CALIBRATION_TOO_MANY_DAYS"


class NothingSeen(Refused):
    """Too little was seen in the window for any estimate; nothing is kept."""

    code = "CALIBRATION_NOTHING_SEEN"


class NoNetwork(Refused):
    """The place has no sub-district on the map or no beds: there is nothing to simulate."""

    code = "CALIBRATION_NO_NETWORK"


class NoLibrary(Refused):
    """The forecasting library is not installed; the baseline alone is refused, not shown as one."""

    code = "FORECAST_NO_LIBRARY"


class NothingToForecast(Refused):
    """No series of the place is long and large enough."""

    code = "FORECAST_NOTHING"
