"""Pages of the section 'Policy'."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from yiyang.access.powers import Power
from yiyang.faces.sections.items import Item, Section

SECTION = Section(
    _("Policy"),
    (
        Item(
            Power.SEE_POLICY,
            "policy_desk",
            _("Policy book"),
            _("Every value in force, since when and on whose authority"),
        ),
    ),
)
