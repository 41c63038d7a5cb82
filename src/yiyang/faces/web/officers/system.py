"""The system officer: whether the node is well.  No person and no account is shown."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from yiyang.access.powers import Power
from yiyang.faces.operations.doctor import State, examine
from yiyang.faces.web.doors import needs

NAMES = {
    "database": _("Database"),
    "tables": _("Tables"),
    "server": _("Database server"),
    "encoding": _("Encoding"),
    "extensions": _("Extensions"),
    "chinese search": _("Search in Chinese"),
    "clocks": _("Clocks"),
    "migrations": _("Migrations"),
    "officers": _("Officers"),
    "policy values": _("Values of the place"),
    "jobs": _("Jobs process"),
    "failed jobs": _("Failed jobs"),
    "postbox": _("Postbox"),
    "sealing audit": _("Sealing of the audit trail"),
    "sealing ledger": _("Sealing of the ledger"),
    "sealing accounts": _("Sealing of the accounts"),
    "signing key": _("Signing key"),
    "key permissions": _("Permissions of keys"),
    "disk": _("Disk"),
    "policy book": _("Policy book"),
}


@needs(Power.OPERATE)
@never_cache
@require_GET
def status(request: HttpRequest) -> HttpResponse:
    """Show every check of the doctor, what is not well first."""
    order = (State.FAIL, State.WARN, State.OK)
    checks = sorted(examine(timezone.now()), key=lambda check: order.index(check.state))
    rows = [(NAMES.get(check.name.casefold(), check.name), check) for check in checks]
    counts = {state.value: sum(c.state == state for c in checks) for state in order}
    return render(request, "officers/status.html", {"rows": rows, "counts": counts})
