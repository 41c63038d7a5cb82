"""Who belongs to a consortium: members join and leave as the rule decides (SM-3.7)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from yiyang.agreements.models import Agreement, Party
from yiyang.agreements.services.agreements import AgreementOver, accept_consortium
from yiyang.agreements.services.standing import write_trail
from yiyang.audit.services import Actor
from yiyang.kernel.errors import Refused


class BelongsAlready(Refused):
    """The institution is a member of this consortium."""

    code = "BELONGS_ALREADY"


@transaction.atomic
def let_join(*, agreement_id: int, institution_id: int, by: Actor, at: datetime) -> Party:
    """Let an institution, public or private, join a consortium in force.

    Raises:
        AgreementOver: it is not in force.
        BelongsAlready: the institution is a member.
        NotAccepted: the rule says no; nothing is written.
    """
    agreement = _in_force(agreement_id)
    if agreement.parties.filter(institution=institution_id).exists():
        raise BelongsAlready
    party = Party.objects.create(agreement=agreement, institution_id=institution_id, role="MEMBER")
    accept_consortium(agreement, at)
    write_trail("join_consortium", agreement, by, at, {"institution": institution_id})
    return party


@transaction.atomic
def let_leave(*, agreement_id: int, institution_id: int, by: Actor, at: datetime) -> None:
    """Let a member leave a consortium.

    Raises:
        AgreementOver: it is not in force.
        NotAccepted: what is left is no consortium: its lead or its last member would go.
    """
    agreement = _in_force(agreement_id)
    agreement.parties.filter(institution=institution_id).delete()
    accept_consortium(agreement, at)
    write_trail("leave_consortium", agreement, by, at, {"institution": institution_id})


def _in_force(agreement_id: int) -> Agreement:
    rows = Agreement.objects.select_for_update().filter(kind=Agreement.Kind.CONSORTIUM)
    agreement = rows.get(pk=agreement_id)
    if agreement.state != Agreement.State.IN_FORCE:
        raise AgreementOver
    return agreement
