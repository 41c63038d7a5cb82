"""Giving a consent: asked, judged by the rule, signed; its grant or denial comes with it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from yiyang.access.models import Assignment, Denial, Grant
from yiyang.access.services import write_grant
from yiyang.access.services.assignments import refuse_own_account
from yiyang.access.services.grants import MOMENT
from yiyang.audit.projected import changed
from yiyang.audit.services import Actor, record
from yiyang.consents.facts import Wish, actor_of, consent_facts, provisions_of, signer_of
from yiyang.consents.models import Consent
from yiyang.consents.services.codes import count_consent_try, use_consent_code, waiting
from yiyang.decisions.services import Subject, decide, read_book
from yiyang.kernel.plain import to_plain
from yiyang.people.models import Person
from yiyang.policy.book import Reading
from yiyang.rules.consents.categories import pattern_of
from yiyang.rules.consents.giving import give
from yiyang.rules.consents.seeing import CLIENT, INSTITUTION, KEPT, RELATIVE, SightFacts, may_see

SUBJECT = ORIGIN = "consent"
KEPT_FOR_CATEGORIES = "consents.kept_for_categories"
RELATION = {"ACCOUNT": RELATIVE, "CLIENT": CLIENT}


@transaction.atomic
def ask_consent(*, wish: Wish, by: Actor, at: datetime) -> Consent:
    """Draw up a consent on somebody's own page; it waits for their code, or is refused with why.

    The rule's decision is kept in either case.
    """
    signer = signer_of(by.account_id, wish.person_id)
    consent = draw_up(wish, signer=signer, way=Consent.Way.PAGE, witness_id=None, by=by, at=at)
    _note(consent, "consent.asked", by, at)
    return consent


def sign_consent(*, consent_id: int, words: str, by: Actor, at: datetime) -> Consent:
    """Sign a consent with the code that was sent; from now on it is in force.

    Raises:
        ConsentNotWaiting: it waits for no signature.
        ConsentCodeWrong: the code is another, used, too old, or was tried too often.
    """
    code = count_consent_try(consent_id=consent_id, at=at)
    with transaction.atomic():
        consent = waiting(consent_id)
        use_consent_code(code, consent, words, by, at)
        put_in_force(consent, by, at)
    return consent


@transaction.atomic
def record_paper_consent(
    *, wish: Wish, signer: str, witness_id: int | None, by: Actor, at: datetime
) -> Consent:
    """Record at a desk what a person signed on paper before a witness; in force at once.

    The witness is another one than who records it, and it opens nothing to either of the two.

    Raises:
        OwnAccount: it names the account of who records it, or of the witness.
    """
    if wish.grantee_kind == Consent.Grantee.ACCOUNT and wish.grantee_key is not None:
        refuse_own_account(wish.grantee_key, by)
        refuse_own_account(wish.grantee_key, Actor(witness_id))
    witness = witness_id if witness_id != by.account_id else None
    consent = draw_up(wish, signer=signer, way=Consent.Way.PAPER, witness_id=witness, by=by, at=at)
    if consent.state == Consent.State.WAITING:
        put_in_force(consent, by, at)
    _note(consent, "consent.on_paper", by, at)
    return consent


def draw_up(
    wish: Wish, *, signer: str, way: str, witness_id: int | None, by: Actor, at: datetime
) -> Consent:
    """Write a wish down with what the rule says of it: it waits, or is refused."""
    person = Person.objects.select_related("place").get(pk=wish.person_id)
    reading = book_of(person, at)
    consent = Consent.objects.create(
        person=person,
        kind=wish.kind,
        purpose=wish.purpose,
        scope=wish.scope,
        categories=list(wish.categories),
        grantee_kind=wish.grantee_kind,
        grantee_account_id=wish.grantee_key if wish.grantee_kind == "ACCOUNT" else None,
        grantee_institution_id=wish.grantee_key if wish.grantee_kind == "INSTITUTION" else None,
        grantee_client=wish.client_id,
        span=DateTimeTZRange(at, max(wish.until, at + MOMENT) if wish.until else None, "[)"),
        signer=signer,
        given_by_id=by.account_id,
        way=way,
        witness_id=witness_id,
        text_version=reading.text("consents.text_version"),
        state=Consent.State.REFUSED,
        made_at=at,
    )
    facts = consent_facts(
        wish, person, signer=signer, way=way, has_witness=witness_id is not None, at=at
    )
    subject = Subject(SUBJECT, consent.pk, person.pk)
    judged = decide(give, facts, reading=reading, subject=subject, at=at)
    consent.decision = judged.decision
    consent.reasons = [to_plain(reason) for reason in judged.result.reasons]
    if judged.result.accepted:
        consent.state = Consent.State.WAITING
    consent.save(update_fields=["decision", "reasons", "state"])
    return consent


def put_in_force(consent: Consent, by: Actor, at: datetime) -> None:
    """Let a consent that the rule has accepted count from now on."""
    consent.state, consent.signed_at = Consent.State.IN_FORCE, at
    consent.save(update_fields=["state", "signed_at"])
    if consent.kind == Consent.Kind.PERMIT:
        open_sight(consent, by, at)
    else:
        forbid(consent, by, at)
    _note(consent, "consent.signed", by, at)


def open_sight(consent: Consent, by: Actor, at: datetime) -> None:
    """Write the grant of a consent in force, with the decision that opens it.

    An app has no grant: its token is bound to the consent itself.
    """
    facts = SightFacts(
        purpose=consent.purpose,
        scope=consent.scope,
        role="",
        relation=RELATION.get(consent.grantee_kind, INSTITUTION),
        actor=actor_of(consent),
        origin=ORIGIN,
        provisions=provisions_of(consent.person_id, at),
    )
    subject = Subject(SUBJECT, consent.pk, consent.person_id)
    reading = book_of(consent.person, at)
    seen = decide(may_see, facts, reading=reading, subject=subject, at=at)
    if not seen.result.allowed or consent.grantee_kind == Consent.Grantee.CLIENT:
        return  # a refusal that stands goes before it, and opens it when it is withdrawn
    write_grant(
        person_id=consent.person_id,
        grantee_kind=consent.grantee_kind,
        grantee_id=consent.grantee_account_id or consent.grantee_institution_id,
        purpose=consent.purpose,
        scope=consent.scope,
        since=at,
        until=consent.span.upper,
        origin_kind=ORIGIN,
        origin_id=consent.pk,
        by=by,
        at=at,
    )


def forbid(consent: Consent, by: Actor, at: datetime) -> Denial:
    """Write the denial of a consent in force; each grant it meets gets its decision.

    What an act or a standing agreement keeps open stays so; the decision says which.
    """
    reading = book_of(consent.person, at)
    kept = sorted(reading.table(KEPT_FOR_CATEGORIES if consent.categories else KEPT))
    denial = Denial.objects.create(
        person_id=consent.person_id,
        institution_id=consent.grantee_institution_id,
        categories=consent.categories,
        pattern=pattern_of(consent.categories, reading) if consent.categories else "",
        kept=kept,
        span=consent.span,
        origin_kind=ORIGIN,
        origin_id=consent.pk,
    )
    provisions = provisions_of(consent.person_id, at)
    for grant in grants_met(denial, at):
        facts = SightFacts(
            purpose=grant.purpose,
            scope=grant.scope,
            role="",
            relation=INSTITUTION,
            actor=f"INSTITUTION:{grant.grantee_id}",
            origin=grant.origin_kind,
            labels=tuple(consent.categories),
            provisions=provisions,
        )
        subject = Subject("grant", grant.pk, consent.person_id)
        decide(may_see, facts, reading=reading, subject=subject, at=at)
    return denial


def grants_met(denial: Denial, at: datetime) -> list[Grant]:
    """Return the grants of institutions in force that a denial meets."""
    met = Grant.objects.filter(
        person=denial.person_id,
        grantee_kind=Grant.GranteeKind.INSTITUTION,
        purpose__in=[Grant.Purpose.CARE, Grant.Purpose.TRANSFER],
        span__contains=at,
    )
    if denial.institution_id is not None:
        met = met.filter(grantee_id=denial.institution_id)
    return list(met.order_by("pk"))


def book_of(person: Person, at: datetime) -> Reading:
    """Open the book at a moment where a person lives."""
    return read_book(timezone.localdate(at), place=person.place.code if person.place else None)


def role_of(by: Actor) -> str:
    """Return the role somebody acts in; "" for the program."""
    held = Assignment.objects.filter(pk=by.assignment_id).values_list("role", flat=True)
    return held.first() or ""


def _note(consent: Consent, action: str, by: Actor, at: datetime) -> None:
    changed(at, consent=consent.pk)
    record(
        by=by,
        at=at,
        action=action,
        subject_kind=SUBJECT,
        subject_id=consent.pk,
        person_id=consent.person_id,
        payload={
            "kind": consent.kind,
            "state": consent.state,
            "purpose": consent.purpose,
            "scope": consent.scope,
            "grantee": actor_of(consent),
            "text": consent.text_version,
        },
    )
