"""Pages of the section 'Money'."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from yiyang.access.powers import Power
from yiyang.faces.sections.items import Item, Section

SECTION = Section(
    _("Money"),
    (
        Item(
            Power.RUN_FEES,
            "fee_runs",
            _("Contract fees"),
            _("Try, start and follow the fee run of a year"),
        ),
        Item(
            Power.SEE_FEES,
            "fee_runs",
            _("Contract fees"),
            _("What the agreements of a year cost, who paid, who was paid"),
        ),
        Item(
            Power.SEE_OWN_PAY,
            "own_pay",
            _("My pay from agreements"),
            _("What you were paid, down to people and acts"),
        ),
        Item(
            Power.SETTLE,
            "bills",
            _("Settle visits"),
            _("One bill for one visit, settled once at the end"),
        ),
        Item(
            Power.SETTLE,
            "claims",
            _("Insurance claims"),
            _("Claims settled and waiting; who pays each yuan and by which rule"),
        ),
        Item(
            Power.SEE_CLAIMS,
            "claims",
            _("Insurance claims"),
            _("Claims settled and waiting; who pays each yuan and by which rule"),
        ),
        Item(
            Power.SEE_CLAIMS,
            "settlement_runs",
            _("Settlement runs"),
            _("Budgets month by month, kept runs, who gains and who loses by another"),
        ),
        Item(
            Power.SETTLE,
            "settlement_statements",
            _("Our settlements"),
            _("What the funds pay us by groups, cleared at the end of the year"),
        ),
        Item(
            Power.KEEP_CROSS_REGION,
            "cross_region",
            _("Cross-region settlement"),
            _("Filings, settlements, differences and clearing with other nodes"),
        ),
        Item(
            Power.SETTLE,
            "away_desk",
            _("Patients insured elsewhere"),
            _("Whether they are insured and filed; their claims settled with the other node"),
        ),
        Item(
            Power.SEE_OWN,
            "own_away",
            _("Care elsewhere"),
            _("File care in another region; the code you show there"),
        ),
        Item(
            Power.SUPERVISE_FUND,
            "matters",
            _("Fund supervision"),
            _("Points in claims to be explained, reviewed, and money that goes back"),
        ),
        Item(
            Power.SETTLE,
            "matters",
            _("Fund supervision"),
            _("Points in claims to be explained, reviewed, and money that goes back"),
        ),
        Item(
            Power.SEE_OWN,
            "own_claims",
            _("Insurance statements"),
            _("Who paid each yuan of your care, and by which rule"),
        ),
        Item(
            Power.SEE_OWN,
            "own_fees",
            _("What I paid"),
            _("What your agreement and your visits cost, and who paid"),
        ),
    ),
)
