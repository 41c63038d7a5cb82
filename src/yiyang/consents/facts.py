"""Rows of the ledger as the frozen values that the rules of consent take."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from yiyang.access.models import Account
from yiyang.consents.models import Consent
from yiyang.people.facts import age_on
from yiyang.people.models import Person, Relative
from yiyang.rules.consents.giving import PERSON, REPRESENTATIVE, ConsentFacts
from yiyang.rules.consents.provisions import Clause, Provision

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Wish:
    """What somebody wishes to say about a person's record.

    ``grantee_key``: the account's or the institution's key; None for an app or everybody.
    """

    person_id: int
    kind: str
    grantee_kind: str
    purpose: str = ""
    scope: str = ""
    categories: tuple[str, ...] = ()
    grantee_key: int | None = None
    client_id: str = ""
    until: datetime | None = None


def consent_facts(
    wish: Wish, person: Person, *, signer: str, way: str, has_witness: bool, at: datetime
) -> ConsentFacts:
    """Return a wish as the rule of giving takes it."""
    return ConsentFacts(
        kind=wish.kind,
        signer=signer,
        way=way,
        age=age_on(person.born_on, timezone.localdate(at)) if person.born_on else None,
        is_alive=person.died_at is None,
        has_witness=has_witness,
        grantee_kind=wish.grantee_kind,
        purpose=wish.purpose,
        scope=wish.scope,
        categories=wish.categories,
        days=None if wish.until is None else -((at - wish.until) // DAY),
        to_self=wish.grantee_kind == Consent.Grantee.ACCOUNT and _is_own(wish),
    )


def signer_of(account_id: int | None, person_id: int) -> str:
    """Return as what an account speaks for a person; "" where it does not."""
    if account_id is None:
        return ""
    if Account.objects.filter(pk=account_id, person=person_id).exists():
        return PERSON
    represents = Relative.objects.filter(
        person=person_id, account=account_id, is_representative=True
    )
    return REPRESENTATIVE if represents.exists() else ""


def provisions_of(person_id: int, at: datetime, *also: Consent) -> tuple[Provision, ...]:
    """Return what a person's consents in force say at a moment, and some that are just given."""
    standing = Consent.objects.filter(
        person=person_id, state=Consent.State.IN_FORCE, span__contains=at
    )
    return tuple(provision_of(consent) for consent in [*standing.order_by("pk"), *also])


def provision_of(consent: Consent) -> Provision:
    """Return one consent as a provision."""
    actor = actor_of(consent)
    return Provision(
        Clause(
            kind=consent.kind,
            purposes=(consent.purpose,) if consent.purpose else ("CARE", "TRANSFER"),
            actors=(actor,) if actor else (),
            labels=tuple(consent.categories),
        )
    )


def actor_of(consent: Consent) -> str:
    """Return the name under which the rule knows a grantee; "" for everybody."""
    kind = consent.grantee_kind
    if kind == Consent.Grantee.CLIENT:
        return f"CLIENT:{consent.grantee_client}"
    if kind == Consent.Grantee.EVERYBODY:
        return ""
    return f"{kind}:{consent.grantee_account_id or consent.grantee_institution_id}"


def _is_own(wish: Wish) -> bool:
    return Account.objects.filter(pk=wish.grantee_key, person=wish.person_id).exists()
