"""Pages of the section 'Network'."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from yiyang.access.powers import Power
from yiyang.faces.sections.items import Item, Section

SECTION = Section(
    _("Network"),
    (
        Item(
            Power.SEE_BOARD,
            "board",
            _("Bed board"),
            _("Five kinds of beds, from the district to one bed"),
        ),
        Item(
            Power.EDIT_OWN_BEDS,
            "own_beds",
            _("Our beds"),
            _("Cleaning, out of service, prices and rooms"),
        ),
        Item(
            Power.SEE_BOARD,
            "institutions",
            _("Institutions"),
            _("Institutions, wards, beds and who is on duty"),
        ),
        Item(
            Power.CONTRACT,
            "contracts",
            _("Cooperation contracts"),
            _("Contracts to sign, in force and running out"),
        ),
        Item(
            Power.EDIT_NETWORK,
            "contracts",
            _("Cooperation contracts"),
            _("Contracts to sign, in force and running out"),
        ),
        Item(
            Power.SEE_BOARD,
            "consortia",
            _("Consortia"),
            _("Who leads them, who belongs to them"),
        ),
        Item(
            Power.FILE_INTERNAL,
            "filings",
            _("Filings"),
            _("Internal medical institutions, filed and answered"),
        ),
        Item(
            Power.ACCEPT_FILING,
            "filings",
            _("Filings"),
            _("Internal medical institutions, filed and answered"),
        ),
        Item(
            Power.EDIT_TEAMS,
            "teams",
            _("Teams"),
            _("Members, caseloads, projects and who is at work"),
        ),
        Item(
            Power.KEEP_MARKS,
            "certificates",
            _("Recognition marks"),
            _("Which institution's results are recognised, and until when"),
        ),
        Item(
            Power.ACCEPT_PRACTICE,
            "practitioners",
            _("Practice places"),
            _("Where doctors and nurses may practise, and when"),
        ),
        Item(
            Power.EDIT_TEAMS,
            "practitioners",
            _("Practice places"),
            _("Where doctors and nurses may practise, and when"),
        ),
        Item(
            Power.IMPORT,
            "imports",
            _("Import"),
            _("Take in a table or records, with a preview first"),
        ),
    ),
)
