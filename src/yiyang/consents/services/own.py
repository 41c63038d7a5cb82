"""Joining an account to the person it is of, or to the relative it belongs to, at a desk."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from yiyang.access.models import Account, Grant, Role
from yiyang.access.services import write_grant
from yiyang.access.services.assignments import refuse_own_account
from yiyang.access.services.grants import REPRESENTATIVE_ORIGIN
from yiyang.audit.services import Actor, record
from yiyang.consents.errors import AccountDoesNotFit
from yiyang.consents.services.giving import book_of
from yiyang.decisions.services import Subject, decide
from yiyang.people.models import Person, Relative
from yiyang.rules.consents.seeing import OWN, REPRESENTATIVE, SightFacts, may_see

OWN_ORIGIN = "own"


@transaction.atomic
def join_own_account(*, person_id: int, username: str, by: Actor, at: datetime) -> Account:
    """Join a resident's account to the person it is of; their own record is open to it.

    Whoever calls it has seen the person and their identity card.

    Raises:
        AccountDoesNotFit: no such account of a resident, closed, or of another person.
        OwnAccount: the account is of who joins it.
    """
    person = Person.objects.select_related("place").get(pk=person_id)
    account = _fitting(username, at)
    refuse_own_account(account.pk, by)
    if account.person_id not in (None, person_id):
        raise AccountDoesNotFit
    if account.person_id is None:
        account.person = person
        account.save(update_fields=["person"])
        _open(person, account, OWN, OWN_ORIGIN, account.pk, by=by, at=at)
        _note("own.joined", person_id, account, by, at)
    return account


@transaction.atomic
def join_relative(*, relative_id: int, username: str, by: Actor, at: datetime) -> Relative:
    """Join a resident's account to the relative it belongs to, so that a consent can name it.

    Only who represents the person sees anything by this; a relative waits for a consent.

    Raises:
        AccountDoesNotFit: as ``join_own_account``; or the relative has another account, or the
            account is the person's own.
        OwnAccount: the account is of who joins it.
    """
    found = Relative.objects.select_for_update(of=("self",)).select_related("person__place")
    relative = found.get(pk=relative_id)
    account = _fitting(username, at)
    refuse_own_account(account.pk, by)
    if relative.account_id not in (None, account.pk) or account.person_id == relative.person_id:
        raise AccountDoesNotFit
    if relative.account_id is None:
        relative.account = account
        relative.save(update_fields=["account"])
        if relative.is_representative:
            origin = REPRESENTATIVE_ORIGIN
            _open(relative.person, account, REPRESENTATIVE, origin, relative.pk, by=by, at=at)
        _note("own.relative_joined", relative.person_id, account, by, at)
    return relative


def _fitting(username: str, at: datetime) -> Account:
    """An open account of a resident; the others look alike to who asks."""
    found = Account.objects.select_for_update(of=("self",)).filter(
        username=username,
        is_active=True,
        assignments__role=Role.RESIDENT,
        assignments__span__contains=at,
    )
    account = found.first()
    if account is None:
        raise AccountDoesNotFit
    return account


def _open(
    person: Person,
    account: Account,
    relation: str,
    *origin: str | int,
    by: Actor,
    at: datetime,
) -> None:
    kind, key = str(origin[0]), int(origin[1])
    facts = SightFacts(
        purpose=Grant.Purpose.SELF,
        scope=Grant.Scope.RECORD,
        role=Role.RESIDENT,
        relation=relation,
        actor=f"ACCOUNT:{account.pk}",
        origin=kind,
    )
    subject = Subject("account", account.pk, person.pk)
    decide(may_see, facts, reading=book_of(person, at), subject=subject, at=at)
    write_grant(
        person_id=person.pk,
        grantee_kind=Grant.GranteeKind.ACCOUNT,
        grantee_id=account.pk,
        purpose=Grant.Purpose.SELF,
        scope=Grant.Scope.RECORD,
        since=at,
        until=None,
        origin_kind=kind,
        origin_id=key,
        by=by,
        at=at,
    )


def _note(action: str, person_id: int, account: Account, by: Actor, at: datetime) -> None:
    record(
        by=by,
        at=at,
        action=action,
        subject_kind="account",
        subject_id=account.pk,
        person_id=person_id,
    )
