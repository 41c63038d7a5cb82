"""Whose account: a kind and its owner, said in one code."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from yiyang.accounts.models import Account

OWNER_COLUMNS = {
    Account.Kind.PERSONS: "institution_id",
    Account.Kind.POOL: "institution_id",
    Account.Kind.INSTITUTION: "institution_id",
    Account.Kind.CASH: "institution_id",
    Account.Kind.ADVANCE: "institution_id",
    Account.Kind.STAFF: "practitioner_id",
    Account.Kind.PERSON: "person_id",
    Account.Kind.SAVINGS: "person_id",
}

BY_CODE = frozenset(
    {
        Account.Kind.PAYER,
        Account.Kind.OWED_TO,
        Account.Kind.OWED_BY,
        Account.Kind.PREPAID_TO,
        Account.Kind.PREPAID_BY,
        Account.Kind.TREASURY,
    }
)


@dataclass(frozen=True)
class Owner:
    """An account before it is looked up: a payer or a node by its code, others by their key."""

    kind: str
    key: int | str

    @property
    def code(self) -> str:
        """The code of the account."""
        return f"{self.kind}:{self.key}"


def payer_owner(payer: str, institution_id: int) -> Owner:
    """Return who bears a payer's share: a fund, or the people of an institution together."""
    if payer == "PERSON":
        return Owner(Account.Kind.PERSONS, institution_id)
    return Owner(Account.Kind.PAYER, payer)


def account_ids(owners: Collection[Owner]) -> dict[Owner, int]:
    """Return the key of each account; opens those that are not there yet."""
    rows = [_account(owner) for owner in sorted(set(owners), key=lambda owner: owner.code)]
    Account.objects.bulk_create(rows, ignore_conflicts=True)
    found = dict(
        Account.objects.filter(code__in=[owner.code for owner in owners]).values_list("code", "pk")
    )
    return {owner: found[owner.code] for owner in owners}


def _account(owner: Owner) -> Account:
    if owner.kind in BY_CODE:
        return Account(code=owner.code, kind=owner.kind, payer=owner.key)
    column = OWNER_COLUMNS[Account.Kind(owner.kind)]
    return Account(code=owner.code, kind=owner.kind, **{column: owner.key})
