"""The signature: a code turns a draft into an agreement, all of it or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from yiyang.agreements.models import Agreement, Member
from yiyang.agreements.services.family_doctor import SignedPerson, SignedTerms, put_in_force
from yiyang.agreements.services.leaving import keep_place, leave
from yiyang.agreements.services.panels import lock_panels
from yiyang.audit.services import Actor
from yiyang.decisions.services import Decided
from yiyang.people.models import Person
from yiyang.rules.agreements.facts import (
    CHANGE,
    CITY,
    COMMUNITY,
    DISTRICT,
    FAMILY_DOCTOR,
    ORGANISATION,
    RENEW,
    Acceptance,
)
from yiyang.rules.fees import bearers
from yiyang.rules.packages import packages
from yiyang.signing.models import Draft, DraftMember
from yiyang.signing.plans import begin_plans
from yiyang.signing.services.codes import check_code, count_try, use_code, waiting
from yiyang.signing.services.drafting import (
    book_for,
    close,
    decided_for,
    number_of,
    wish_of,
)

CHANGE_OF_DOCTOR = "CHANGE_OF_DOCTOR"


def sign_draft(*, draft_id: int, words: str, by: Actor, at: datetime) -> Draft:
    """Sign a draft with its code; return it signed, or refused with the rule's new reasons.

    Each person is decided again in the transaction that signs: somebody may have signed, died
    or taken the last place since.  The try is counted first, in a transaction of its own.

    Raises:
        DraftNotWaiting, DraftLapsed, NoCodeSent, CodeUsed, CodeExpired, CodeExhausted,
        DocumentChanged, CodeWrong: nothing has been written but the count of tries.
    """
    code = count_try(draft_id=draft_id, at=at)
    with transaction.atomic():
        draft = waiting(draft_id, at)
        sha256 = hashlib.sha256(bytes(draft.document.body)).hexdigest()
        check_code(code, draft, words, sha256)
        members = list(draft.members.order_by("person_id"))
        limit = _lock(draft, members, at)
        answers = _decide(draft, by, at)
        use_code(code, by, at)
        _keep(members, answers)
        if all(answer.result.accepted for answer in answers.values()):
            _put_in_force(draft, members, limit, by, at)
        else:
            close(draft, Draft.State.REFUSED, by, at)
    return draft


def _lock(draft: Draft, members: list[DraftMember], at: datetime) -> int:
    """Hold the people, then the panels, each in one order; return how many places a panel has."""
    keys = [member.person_id for member in members]
    people = Person.objects.select_for_update(no_key=True).filter(pk__in=keys)
    list(people.order_by("pk").values_list("pk", flat=True))
    left = Member.objects.filter(
        person__in=keys, practitioner__isnull=False, span__endswith__gt=timezone.localdate(at)
    )
    doctors = {draft.practitioner_id, *left.values_list("practitioner_id", flat=True)}
    limit = book_for(draft.institution_id, timezone.localdate(at)).integer("agreements.panel_limit")
    lock_panels(doctors, limit)
    return limit


def _decide(draft: Draft, by: Actor, at: datetime) -> dict[int, Decided[Acceptance]]:
    """Ask the rule again as it was asked for the draft: for its signer, on this day."""
    asked = Actor(draft.account_id, by.assignment_id)
    return decided_for(wish_of(draft), asker=draft.asker, subject=draft.pk, by=asked, at=at)


def _put_in_force(
    draft: Draft, members: list[DraftMember], limit: int, by: Actor, at: datetime
) -> None:
    people = [_prepare(draft, member, by, at) for member in members]
    reading = book_for(draft.institution_id, timezone.localdate(draft.made_at))  # as printed
    known = packages(reading)
    terms = SignedTerms(
        number=number_of(draft),
        form=draft.form,
        since=draft.since,
        until=draft.until,
        institution_id=draft.institution_id,
        practitioner_id=draft.practitioner_id,
        team_id=draft.team_id,
        people=people,
        document_id=draft.document_id,
        combination=_combination(draft),
        organisation_id=draft.organisation_id,
        renews_id=_renewed(members),
        prices_fen={code: package.price_fen for code, package in known.items()},
        shares={
            code: {one.payer: one.parts for one in bearers(package, reading)}
            for code, package in known.items()
        },
    )
    draft.agreement = put_in_force(terms=terms, panel_limit=limit, by=by, at=at)
    close(draft, Draft.State.SIGNED, by, at)
    if draft.form != ORGANISATION:  # the plans of many come by the job, a few at a time
        begin_plans(draft.agreement, by=by, at=at)


def _prepare(draft: Draft, member: DraftMember, by: Actor, at: datetime) -> SignedPerson:
    """Let what the person had make room: a renewal keeps the place, a change leaves the doctor."""
    takes_place = True
    if member.way == RENEW:
        takes_place = not _has_place(draft, member)
        if not takes_place:
            keep_place(agreement_id=member.replaces_id, person_ids=[member.person_id])
    elif member.way == CHANGE:
        _leave_doctor(draft, member, by, at)
    return SignedPerson(member.person_id, tuple(member.packages), takes_place)


def _leave_doctor(draft: Draft, member: DraftMember, by: Actor, at: datetime) -> None:
    """End what the person has with the doctor they leave; a renewal ahead never begins."""
    ahead = Member.objects.filter(
        person=member.person_id,
        slot=FAMILY_DOCTOR,
        agreement__kind=Agreement.Kind.FAMILY_DOCTOR,
        span__startswith__gt=timezone.localdate(at),
    )
    ends = {row.agreement_id: row.span.lower for row in ahead}
    for agreement_id, ends_on in {**ends, member.replaces_id: draft.since}.items():
        leave(
            agreement_id=agreement_id,
            person_id=member.person_id,
            ends_on=ends_on,
            reason=CHANGE_OF_DOCTOR,
            by=by,
            at=at,
        )


def _has_place(draft: Draft, member: DraftMember) -> bool:
    return Member.objects.filter(
        agreement=member.replaces_id,
        person=member.person_id,
        slot=FAMILY_DOCTOR,
        practitioner=draft.practitioner_id,
        on_panel=True,
    ).exists()


def _renewed(members: list[DraftMember]) -> int | None:
    """The one agreement that all of these renew, where nobody renewed it before."""
    renewed = {member.replaces_id if member.way == RENEW else None for member in members}
    (key,) = renewed if len(renewed) == 1 else (None,)
    taken = Agreement.objects.filter(renews=key) if key else None
    return None if taken is None or taken.exists() else key


def _combination(draft: Draft) -> dict[str, int]:
    if draft.district_id is None or draft.city_id is None:
        return {}
    return {COMMUNITY: draft.institution_id, DISTRICT: draft.district_id, CITY: draft.city_id}


def _keep(members: list[DraftMember], answers: Mapping[int, Decided[Acceptance]]) -> None:
    """Keep with each person what the rule says of them at the signature."""
    for member in members:
        answer = answers[member.person_id]
        member.decision = answer.decision
        member.reasons = [[reason.code, reason.about] for reason in answer.result.reasons]
        member.save(update_fields=["decision", "reasons"])
