"""Narrowing and withdrawing: effective at once, without a code, as easy as can be."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Q

from yiyang.access.models import Denial, Grant
from yiyang.access.services import end_grants
from yiyang.access.services.grants import ended
from yiyang.access.visibility import SCOPES
from yiyang.audit.projected import changed
from yiyang.audit.services import Actor, record
from yiyang.clients.services import end_of_person
from yiyang.consents.errors import ConsentNotInForce, ConsentNotNarrower
from yiyang.consents.facts import actor_of, provisions_of
from yiyang.consents.models import Consent
from yiyang.consents.services.giving import ORIGIN, RELATION, SUBJECT, book_of, open_sight
from yiyang.decisions.services import Subject, decide
from yiyang.rules.consents.seeing import INSTITUTION, SightFacts, may_see


@transaction.atomic
def withdraw_consent(*, consent_id: int, by: Actor, at: datetime) -> Consent:
    """Withdraw a consent: what it opened closes now, what it forbade is free again.

    What the same grantee still sees by another reason stays; each is decided anew and kept, so
    that the person reads why.

    Raises:
        ConsentNotInForce: it was ended before, or never signed.
    """
    consent = _in_force(consent_id)
    end(consent, Consent.State.WITHDRAWN, by, at)
    if consent.kind == Consent.Kind.PERMIT:
        _say_what_stays(consent, at)
    else:
        _open_what_waited(consent, by, at)
    return consent


@transaction.atomic
def narrow_consent(
    *, consent_id: int, scope: str, until: datetime, by: Actor, at: datetime
) -> Consent:
    """Replace a consent by a narrower one: less to see, a nearer end, or both.

    Raises:
        ConsentNotInForce: it is not in force.
        ConsentNotNarrower: it would not be narrower, or be over already.
    """
    old = _in_force(consent_id)
    wider = SCOPES.index(scope) > SCOPES.index(old.scope) if old.scope else True
    later = old.span.upper is not None and until > old.span.upper
    same = scope == old.scope and until == old.span.upper
    if wider or later or same or until <= at:
        raise ConsentNotNarrower
    end(old, Consent.State.REPLACED, by, at)
    narrower = Consent.objects.get(pk=old.pk)
    narrower.pk, narrower._state.adding = None, True
    narrower.scope, narrower.span = scope, DateTimeTZRange(at, until, "[)")
    narrower.state, narrower.replaces = Consent.State.IN_FORCE, old
    narrower.made_at = narrower.signed_at = at
    narrower.ended_at = narrower.ended_by = None
    narrower.save(force_insert=True)
    open_sight(narrower, by, at)
    _note(narrower, "consent.narrowed", by, at)
    return narrower


def _in_force(consent_id: int) -> Consent:
    consent = Consent.objects.select_for_update(of=("self",)).select_related("person__place")
    found = consent.get(pk=consent_id)
    if found.state != Consent.State.IN_FORCE:
        raise ConsentNotInForce
    return found


def end(consent: Consent, state: str, by: Actor, at: datetime) -> None:
    """Put a consent out of force, with what it opened or forbade, and what an app was allowed."""
    consent.state, consent.ended_at, consent.ended_by_id = state, at, by.account_id
    consent.save(update_fields=["state", "ended_at", "ended_by"])
    if consent.kind == Consent.Kind.PERMIT:
        end_grants(origin_kind=ORIGIN, origin_id=consent.pk, by=by, at=at)
        if state == Consent.State.WITHDRAWN and consent.grantee_client:
            client = consent.grantee_client
            end_of_person(client_id=client, person_id=consent.person_id, by=by, at=at)
    else:
        standing = Denial.objects.filter(
            Q(span__endswith__isnull=True) | Q(span__endswith__gt=at),
            origin_kind=ORIGIN,
            origin_id=consent.pk,
        )
        for denial in standing:
            denial.span = ended(denial.span, at)
            denial.save(update_fields=["span"])
    _note(consent, f"consent.{state.lower()}", by, at)


def _say_what_stays(consent: Consent, at: datetime) -> None:
    """Decide anew each grant that the grantee still has on the person."""
    if consent.grantee_kind == Consent.Grantee.CLIENT:
        return
    standing = Grant.objects.filter(
        person=consent.person_id,
        grantee_kind=consent.grantee_kind,
        grantee_id=consent.grantee_account_id or consent.grantee_institution_id,
        span__contains=at,
    )
    provisions = provisions_of(consent.person_id, at)
    for grant in standing.order_by("pk"):
        facts = SightFacts(
            purpose=grant.purpose,
            scope=grant.scope,
            role="",
            relation=RELATION.get(consent.grantee_kind, INSTITUTION),
            actor=actor_of(consent),
            origin=grant.origin_kind,
            provisions=provisions,
        )
        subject = Subject("grant", grant.pk, consent.person_id)
        decide(may_see, facts, reading=book_of(consent.person, at), subject=subject, at=at)


def _open_what_waited(denial: Consent, by: Actor, at: datetime) -> None:
    """Open what consents in force would have opened but for the refusal that is over."""
    waiting = Consent.objects.filter(
        person=denial.person_id,
        kind=Consent.Kind.PERMIT,
        state=Consent.State.IN_FORCE,
        grantee_kind=Consent.Grantee.INSTITUTION,
        span__contains=at,
    ).select_related("person__place")
    opened = Grant.objects.filter(person=denial.person_id, origin_kind=ORIGIN, span__contains=at)
    for consent in waiting.exclude(pk__in=list(opened.values_list("origin_id", flat=True))):
        open_sight(consent, by, at)


def _note(consent: Consent, action: str, by: Actor, at: datetime) -> None:
    changed(at, consent=consent.pk)
    record(
        by=by,
        at=at,
        action=action,
        subject_kind=SUBJECT,
        subject_id=consent.pk,
        person_id=consent.person_id,
        payload={"grantee": actor_of(consent), "scope": consent.scope, "state": consent.state},
    )
