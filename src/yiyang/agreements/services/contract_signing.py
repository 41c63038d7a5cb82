"""Signing a cooperation contract, letting go of one that waits, and contracts that run out."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from yiyang.agreements.models import Agreement, Signature, Version
from yiyang.agreements.services.agreements import party_ids
from yiyang.agreements.services.contracts import decide_contract
from yiyang.agreements.services.standing import (
    classify_medical_ways,
    decide_preference,
    write_trail,
)
from yiyang.agreements.services.telling import NOT_SIGNED, SIGNED, tell_parties
from yiyang.audit.services import Actor
from yiyang.kernel.errors import Refused

DECLINED, EXPIRED = "DECLINED", "EXPIRED"


class VersionNotWaiting(Refused):
    """Nothing waits for a signature here any more."""

    code = "VERSION_NOT_WAITING"


class AnotherDocument(Refused):
    """The document signed is not the one that was put before the parties."""

    code = "ANOTHER_DOCUMENT"


class SignedAlready(Refused):
    """This party has signed."""

    code = "PARTY_SIGNED_ALREADY"


class NotAParty(Refused):
    """Only the parties of a contract sign or decline it."""

    code = "NOT_A_PARTY"


class ReasonMissing(Refused):
    """Letting go of a contract takes a reason."""

    code = "REASON_MISSING"


@transaction.atomic
def sign_version(
    *, version_id: int, institution_id: int, sha256: str, by: Actor, at: datetime
) -> Version:
    """Sign a version for a party; with the last signature it takes effect.

    Args:
        sha256: the digest of the document that the signer was shown.

    Raises:
        VersionNotWaiting, NotAParty, SignedAlready, AnotherDocument: nothing is written.
        ContractRefused: on the day of the last signature the rule says no.
    """
    version = _waiting(version_id, institution_id)
    if version.signatures.filter(institution=institution_id).exists():
        raise SignedAlready
    if sha256 != version.document.sha256:
        raise AnotherDocument
    Signature.objects.create(
        version=version, institution_id=institution_id, account_id=by.account_id,
        assignment_id=by.assignment_id, sha256=sha256, signed_at=at,
    )  # fmt: skip
    told = {"version": version.number, "institution": institution_id, "sha256": sha256}
    write_trail("sign", version.agreement, by, at, told)
    signed = set(version.signatures.values_list("institution_id", flat=True))
    if signed == set(party_ids(version.agreement)):
        _take_effect(version, by, at)
        tell_parties(version.agreement, SIGNED, by=by, at=at, leave_out=institution_id)
    return version


@transaction.atomic
def decline_version(
    *, version_id: int, institution_id: int, reason: str, by: Actor, at: datetime
) -> Version:
    """Withdraw or decline, for a party, what waits for signatures.

    A new contract is over with it; a contract in force goes on as it was.

    Raises:
        VersionNotWaiting, NotAParty: nothing is written.
        ReasonMissing: no reason is given.
    """
    if not reason.strip():
        raise ReasonMissing
    version = _waiting(version_id, institution_id)
    version.state, version.declined_at = Version.State.WITHDRAWN, at
    version.declined_by_id, version.decline_reason = institution_id, reason.strip()
    version.save(update_fields=["state", "declined_at", "declined_by", "decline_reason"])
    agreement = version.agreement
    if agreement.state == Agreement.State.DRAFT:
        agreement.state, agreement.end_reason, agreement.renews = (
            Agreement.State.ENDED, DECLINED, None,
        )  # fmt: skip
        agreement.save(update_fields=["state", "end_reason", "renews"])
    told = {"version": version.number, "institution": institution_id, "reason": reason.strip()}
    write_trail("decline", agreement, by, at, told)
    tell_parties(agreement, NOT_SIGNED, by=by, at=at, leave_out=institution_id)
    return version


def close_expired(*, by: Actor, at: datetime) -> int:
    """End, each in its own transaction, what is over by its own term; return how many.

    A draft that nobody signed before its end is over too.
    """
    today = timezone.localdate(at)
    over = Agreement.objects.filter(
        kind=Agreement.Kind.COOPERATION,
        state__in=[Agreement.State.IN_FORCE, Agreement.State.DRAFT],
        span__endswith__lte=today,
    )
    keys = list(over.order_by("pk").values_list("pk", flat=True))
    for agreement_id in keys:
        _close(agreement_id, by, at)
    return len(keys)


@transaction.atomic
def _close(agreement_id: int, by: Actor, at: datetime) -> None:
    agreement = Agreement.objects.select_for_update().get(pk=agreement_id)
    agreement.versions.filter(state=Version.State.PROPOSED).update(state=Version.State.WITHDRAWN)
    agreement.state, agreement.end_reason = Agreement.State.ENDED, EXPIRED
    agreement.save(update_fields=["state", "end_reason"])
    write_trail("expire", agreement, by, at, {"until": agreement.span.upper})
    decide_preference(agreement, by=by, at=at)
    classify_medical_ways(institution_ids=party_ids(agreement), by=by, at=at)


def _waiting(version_id: int, institution_id: int) -> Version:
    """Lock the contract and return the version that waits for signatures."""
    agreement_id = Version.objects.values_list("agreement_id", flat=True).get(pk=version_id)
    agreement = Agreement.objects.select_for_update().get(pk=agreement_id)
    version = agreement.versions.select_related("document").get(pk=version_id)
    version.agreement = agreement
    if version.state != Version.State.PROPOSED:
        raise VersionNotWaiting
    if institution_id not in party_ids(agreement):
        raise NotAParty
    return version


def _take_effect(version: Version, by: Actor, at: datetime) -> None:
    agreement = version.agreement
    version.decision = decide_contract(version, at=at)
    version.state, version.agreed_at = Version.State.AGREED, at
    version.save(update_fields=["state", "agreed_at", "decision"])
    if agreement.state == Agreement.State.DRAFT:
        agreement.state, agreement.signed_at = Agreement.State.IN_FORCE, at
        agreement.document = version.document
        agreement.save(update_fields=["state", "signed_at", "document"])
    write_trail("take_effect", agreement, by, at, {"version": version.number})
    decide_preference(agreement, by=by, at=at)
    classify_medical_ways(institution_ids=party_ids(agreement), by=by, at=at)
