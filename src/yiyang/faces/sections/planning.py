"""Pages of the section 'Planning'."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from yiyang.access.powers import Power
from yiyang.faces.sections.items import Item, Section

SECTION = Section(
    _("Planning"),
    (
        Item(
            Power.PLAN_NETWORK,
            "layouts",
            _("Sites"),
            _("Plan sites and see who gains"),
        ),
        Item(
            Power.PLAN_NETWORK,
            "grid_sets",
            _("Grids"),
            _("The district's grids with hospital, centre and teams"),
        ),
        Item(
            Power.PLAN_NETWORK,
            "staffing",
            _("Posts"),
            _("Posts that recorded work needs, beside those there are"),
        ),
        Item(
            Power.PLAN_NETWORK,
            "scenarios",
            _("Scenarios"),
            _("Try more beds, other clocks, a wave, before they are real"),
        ),
        Item(
            Power.PLAN_NETWORK,
            "forecasts",
            _("Forecasts"),
            _("The next weeks by kind of bed, with intervals"),
        ),
        Item(
            Power.PLAN_NETWORK,
            "calibrations",
            _("Calibrations"),
            _("Rates and stays from stored rows, as a scenario"),
        ),
    ),
)
