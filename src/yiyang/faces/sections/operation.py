"""Pages of the section 'Operation'."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from yiyang.access.powers import Power
from yiyang.faces.sections.items import Item, Section

SECTION = Section(
    _("Operation"),
    (
        Item(
            Power.MANAGE_ACCOUNTS,
            "accounts",
            _("Accounts"),
            _("Invite, disable, give and end roles"),
        ),
        Item(
            Power.MANAGE_ACCOUNTS,
            "clients",
            _("Connected apps"),
            _("Apps and systems that read and write the record"),
        ),
        Item(
            Power.MANAGE_ACCOUNTS,
            "nodes",
            _("Partner nodes"),
            _("Districts and cities to exchange records with, and what waits for them"),
        ),
        Item(
            Power.OPERATE,
            "nodes",
            _("Partner nodes"),
            _("Districts and cities to exchange records with, and what waits for them"),
        ),
        Item(
            Power.READ_AUDIT,
            "who_looked",
            _("Who looked at a record"),
            _("Every look at a person's record, by account and time"),
        ),
        Item(
            Power.REVIEW_ACCESS,
            "emergencies",
            _("Emergency accesses"),
            _("Reviews of emergency accesses, the late ones first"),
        ),
        Item(
            Power.REVIEW_ACCESS,
            "questions",
            _("Questions about looks"),
            _("What people ask about looks at their record"),
        ),
        Item(
            Power.ASK_EXPORT,
            "exports",
            _("Exports"),
            _("Ask for data of people to leave, and take what was approved"),
        ),
        Item(
            Power.APPROVE_EXPORT,
            "exports_to_answer",
            _("Exports to approve"),
            _("Approve or refuse what others ask to take out"),
        ),
        Item(
            Power.OPERATE,
            "system_status",
            _("State of the system"),
            _("Database, storage, sealing and waiting jobs"),
        ),
    ),
)
