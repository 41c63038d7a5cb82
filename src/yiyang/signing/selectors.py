"""Reading drafts and family doctor agreements: one's own, a provider's, an organisation's."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from yiyang.access.models import Assignment, Grant, Role
from yiyang.access.powers import Power, has_power
from yiyang.access.visibility import visible_to
from yiyang.agreements.models import Agreement, Member, Panel, Party
from yiyang.documents.models import Document
from yiyang.documents.selectors import document_within
from yiyang.network.models import Practitioner
from yiyang.policy.book import Reading
from yiyang.signing.finding import registered
from yiyang.signing.models import Draft, Employment

FAMILY_DOCTOR = Member.Slot.FAMILY_DOCTOR


def drafts_for(assignment: Assignment) -> QuerySet[Draft]:
    """Return the drafts somebody may see: asked for or signed by them, or of their desk."""
    mine = Q(account=assignment.account_id) | Q(signs=assignment.account_id)
    seen = Q(pk__in=())
    if has_power(assignment, Power.SIGN_OWN):
        seen |= mine & Q(asker="OWN") | Q(signs=assignment.account_id, asker="DESK")
    if has_power(assignment, Power.SIGN_PEOPLE) and assignment.institution_id:
        seen |= Q(institution=assignment.institution_id)
    if has_power(assignment, Power.SIGN_STAFF) and assignment.institution_id:
        seen |= Q(organisation=assignment.institution_id)
    rows = Draft.objects.filter(seen)
    return rows.select_related(
        "institution__place", "practitioner", "team", "district", "city", "organisation"
    )


def draft_for(assignment: Assignment, pk: int) -> Draft:
    """Return a draft that an assignment may see.  Raises Http404."""
    return get_object_or_404(drafts_for(assignment), pk=pk)


def agreements_for(assignment: Assignment) -> QuerySet[Agreement]:
    """Return the family doctor agreements somebody may see.

    One's own and those of people one acts for; those a provider's desk made; those an
    organisation made.
    """
    rows = Agreement.objects.filter(kind=Agreement.Kind.FAMILY_DOCTOR)
    seen = Q(pk__in=())
    if has_power(assignment, Power.SIGN_OWN):
        own = Member.objects.filter(_visible(assignment), agreement=OuterRef("pk"))
        seen |= Q(Exists(own))
    if assignment.institution_id:
        party = Party.objects.filter(
            agreement=OuterRef("pk"), institution=assignment.institution_id
        )
        if has_power(assignment, Power.SIGN_PEOPLE):
            seen |= Q(Exists(party.filter(role="PROVIDER")))
        if has_power(assignment, Power.SIGN_STAFF):
            seen |= Q(Exists(party.filter(role="ORGANISATION")))
    return rows.filter(seen)


def agreement_for(assignment: Assignment, pk: int) -> Agreement:
    """Return a family doctor agreement that an assignment may see.  Raises Http404."""
    return get_object_or_404(agreements_for(assignment), pk=pk)


def members_for(assignment: Assignment, agreement: Agreement) -> list[Member]:
    """Return whom of an agreement an assignment may see: a resident only their own people."""
    rows = Member.objects.filter(agreement=agreement)
    if has_power(assignment, Power.SIGN_OWN):
        rows = rows.filter(_visible(assignment))
    rows = rows.select_related("person", "institution", "practitioner", "team")
    return list(rows.order_by("person_id", "pk"))


def member_for(assignment: Assignment, agreement_id: int, person_id: int) -> Member:
    """Return one person's place with the family doctor.  Raises Http404."""
    agreement = agreement_for(assignment, agreement_id)
    rows = Member.objects.filter(agreement=agreement, person=person_id, slot=FAMILY_DOCTOR)
    if has_power(assignment, Power.SIGN_OWN):
        rows = rows.filter(_visible(assignment))
    return get_object_or_404(rows.select_related("person", "agreement"))


def document_of(row: Draft | Agreement) -> Document:
    """Return the exact PDF of a draft or an agreement that may be seen.  Raises Http404.

    Raises:
        DocumentDamaged: its bytes are not the ones that were kept.
    """
    if row.document_id is None:
        raise Http404
    return document_within(Q(), row.document_id)


def own_places(assignment: Assignment, person_ids: Collection[int]) -> list[Member]:
    """Return the places with family doctors that some of one's people have or had, newest first."""
    rows = Member.objects.filter(
        _visible(assignment), person__in=person_ids, slot=FAMILY_DOCTOR,
        agreement__kind=Agreement.Kind.FAMILY_DOCTOR,
    )  # fmt: skip
    rows = rows.select_related("agreement", "institution", "practitioner", "team")
    return sorted(rows, key=lambda row: row.span.lower, reverse=True)


def places_with(institution_id: int, person_ids: Collection[int]) -> list[Member]:
    """Return the places that some people have or had with an institution's family doctors."""
    rows = Member.objects.filter(
        institution=institution_id, person__in=person_ids, slot=FAMILY_DOCTOR,
        agreement__kind=Agreement.Kind.FAMILY_DOCTOR,
    )  # fmt: skip
    return list(rows.select_related("agreement", "person", "institution", "practitioner", "team"))


def _visible(assignment: Assignment) -> Q:
    return visible_to(assignment, person="person_id", scope=Grant.Scope.SUMMARY)


def own_practitioner(assignment: Assignment) -> int | None:
    """Return the practitioner that an account is, for a family doctor's own panel; else None."""
    if assignment.role != Role.FAMILY_DOCTOR:
        return None
    mine = Practitioner.objects.filter(account=assignment.account_id)
    return mine.values_list("pk", flat=True).first()


def panel_of(
    institution_id: int, view: str, *, reading: Reading, practitioner: int | None = None
) -> QuerySet[Member]:
    """Return the people signed at an institution, the earliest end first.

    Args:
        view: ALL in force, EXPIRING soon, SUSPENDED, EXPIRED lately (to be renewed), or AHEAD
            (signed, to begin on a later day).
        practitioner: only those of one doctor; None for everybody's.
    """
    day, window = reading.day, reading.duration("agreements.renewal_window")
    rows = Member.objects.filter(
        institution=institution_id,
        slot=FAMILY_DOCTOR,
        agreement__kind=Agreement.Kind.FAMILY_DOCTOR,
    )
    if practitioner is not None:
        rows = rows.filter(practitioner=practitioner)
    if view == "EXPIRED":
        past = rows.filter(span__endswith__lte=day, span__endswith__gt=day - window)
        again = Member.objects.filter(
            person=OuterRef("person"), slot=FAMILY_DOCTOR, span__endswith__gt=day
        )
        rows = past.filter(~Exists(again), end_reason="")
    elif view == "AHEAD":
        rows = rows.filter(span__startswith__gt=day, agreement__state=Agreement.State.IN_FORCE)
    else:
        rows = rows.filter(span__contains=day)
        state = Agreement.State.SUSPENDED if view == "SUSPENDED" else Agreement.State.IN_FORCE
        rows = rows.filter(agreement__state=state)
    if view == "EXPIRING":
        renewed = Q(agreement__renewed_by__state=Agreement.State.IN_FORCE)
        rows = rows.filter(~renewed, span__endswith__lte=day + window)
    rows = rows.select_related("person", "practitioner", "team", "agreement")
    return rows.order_by("span__endswith", "pk")


def panels_of(
    institution_id: int, reading: Reading, *, practitioner: int | None = None
) -> list[tuple[str, int, int]]:
    """Return each family doctor of an institution with how many they answer for, of how many."""
    limit = reading.integer("agreements.panel_limit")
    posts = registered(reading).filter(institution=institution_id)
    if practitioner is not None:
        posts = posts.filter(practitioner=practitioner)
    keys = [post.practitioner_id for post in posts]
    signed = dict(Panel.objects.filter(practitioner__in=keys).values_list("practitioner", "signed"))
    return [(post.practitioner.name, signed.get(post.practitioner_id, 0), limit) for post in posts]


def staff_of(organisation_id: int, day: date) -> QuerySet[Employment]:
    """Return the people of an organisation on a day, by name."""
    rows = Employment.objects.filter(organisation=organisation_id, span__contains=day)
    return rows.select_related("person").order_by("person__name_key", "pk")


def signed_by(organisation_id: int, person_ids: Collection[int], day: date) -> dict[int, int]:
    """Return the agreement by person of those whom an organisation has signed for a day."""
    rows = Member.objects.filter(
        person__in=person_ids,
        slot=FAMILY_DOCTOR,
        span__endswith__gt=day,
        agreement__parties__institution=organisation_id,
        agreement__parties__role="ORGANISATION",
    )
    return dict(rows.values_list("person_id", "agreement_id"))
