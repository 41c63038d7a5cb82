"""Pages of the section 'Figures'."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from yiyang.access.powers import Power
from yiyang.faces.sections.items import Item, Section

SECTION = Section(
    _("Figures"),
    (
        Item(
            Power.SEE_MEASURES,
            "coverage",
            _("Coverage"),
            _("Who has a family doctor, by sub-district and key group, and who is missing"),
        ),
        Item(
            Power.SEE_MEASURES,
            "measures",
            _("Measures"),
            _("Every figure against its target, down to the rows it is of"),
        ),
        Item(
            Power.SEE_MEASURES,
            "appraisals",
            _("Appraisals"),
            _("Scorecards of doctors, teams and institutions, and what follows from them"),
        ),
        Item(
            Power.SIGN_PEOPLE,
            "my_card",
            _("My scorecard"),
            _("Your own appraisals, each figure with its rows"),
        ),
        Item(
            Power.SEE_DISTRICT_PEOPLE,
            "survey_calls",
            _("Survey by phone"),
            _("Call who was drawn by lot and ask how satisfied they are"),
        ),
    ),
)
