"""Making a synthetic district and storing it, in one transaction: whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import connection, transaction

from yiyang.access.models import Account, Assignment, Grant
from yiyang.access.services import set_second_factor
from yiyang.access.services.grants import REPRESENTATIVE_ORIGIN
from yiyang.audit.services import PROGRAM, Actor, record
from yiyang.demo import geography, rows
from yiyang.demo.assessing import store_assessments
from yiyang.demo.district import District, planned
from yiyang.demo.district import rows as rows_of
from yiyang.demo.filled import LOADED
from yiyang.demo.keys import Keys
from yiyang.demo.plan import Plan, Progress
from yiyang.demo.recording import store_records
from yiyang.demo.storing import TABLES, count_anew, set_sequences, store
from yiyang.demo.waiting import store_waiting_list
from yiyang.kernel.errors import Refused
from yiyang.network.models import Place
from yiyang.people.models import Relative
from yiyang.policy.loader import shipped_book


class InProduction(Refused):
    """Refused because this is a production node: the demonstration shows its passwords."""

    code = "DEMO_IN_PRODUCTION"


class NotEmpty(Refused):
    """Refused because the database holds something that is no synthetic district."""

    code = "DEMO_NOT_EMPTY"


def load_if_empty(plan: Plan, keys: Keys, progress: Progress) -> District | None:
    """Make and store a district when the database is empty; leave one that is there alone.

    Args:
        plan: the seed, the size and the moment of the district.
        keys: the password and the second factor of every sign-in.
        progress: told of every batch: what kind of rows, and how many.

    Returns:
        What was made, or None when there was a district already.

    Raises:
        InProduction: this is a production node.
        NotEmpty: there are places that no earlier load made.
    """
    refuse_in_production()
    if is_loaded():
        return None
    if Place.objects.exists():
        raise NotEmpty()
    return load(plan, keys, progress)


def refuse_in_production() -> None:
    """Raise InProduction on a production node."""
    if settings.PRODUCTION:
        raise InProduction()


def is_loaded() -> bool:
    """Tell whether this database holds a synthetic district."""
    with connection.cursor() as cursor:
        cursor.execute("select exists (select from audit_entry where action = %s)", [LOADED])
        return bool(cursor.fetchone()[0])


@transaction.atomic
def load(plan: Plan, keys: Keys, progress: Progress) -> District:
    """Make a district and store it, in one transaction: a load cut short leaves nothing."""
    district = planned(plan)
    password = make_password(keys.password)  # once: the digest is made to be slow
    for batch in rows_of(district):
        if batch:
            store(_with_password(batch, password))
            progress(TABLES[type(batch[0])]._meta.model_name, len(batch))
    store_assessments(plan, district.elders, progress)
    set_sequences()
    count_anew()
    _relate(district)
    store_records(district, progress)
    store_waiting_list(district, _actor("COORDINATOR"), progress)
    _second_factors(keys, plan.at)
    record(
        by=PROGRAM,
        at=plan.at,
        action=LOADED,
        subject_kind="place",
        subject_id=geography.DISTRICT,
        payload={"seed": plan.seed, "size": plan.size},
    )
    return district


def _actor(role: str) -> Actor:
    """Return the first who works in a role."""
    row = Assignment.objects.filter(role=role).order_by("pk")[0]
    return Actor(row.account_id, row.pk)


def _with_password(batch: Sequence[Any], password: str) -> Sequence[Any]:
    if isinstance(batch[0], rows.AccountRow):
        return [row._replace(password=password) for row in batch]
    return batch


def _relate(district: District) -> None:
    """Let the relative with a sign-in represent the resident with one; both have their names."""
    account = Account.objects.get(username="relative")
    own = Account.objects.select_related("person").get(username="resident")
    Account.objects.filter(pk=own.pk).update(first_name=own.person.name)
    relatives = Relative.objects.filter(person_id=district.resident)
    chosen = relatives.order_by("-is_representative", "pk")[0]
    relatives.filter(pk=chosen.pk).update(account=account, is_representative=True)
    Account.objects.filter(pk=account.pk).update(first_name=chosen.name)
    given = Grant.objects.filter(grantee_kind=Grant.GranteeKind.ACCOUNT, grantee_id=account.pk)
    given.update(origin_kind=REPRESENTATIVE_ORIGIN, origin_id=chosen.pk)


def _second_factors(keys: Keys, at: datetime) -> None:
    """Give every account whose role needs one the second factor of the demonstration."""
    line = shipped_book().on("access.second_factor_roles", at.date(), settings.PLACE)
    officers = Account.objects.filter(assignments__role__in=line.codes).distinct()
    for key in officers.values_list("pk", flat=True):
        set_second_factor(account_id=key, secret=keys.second_factor, by=PROGRAM, at=at)
