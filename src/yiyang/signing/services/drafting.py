"""Drawing up what somebody wishes to sign: checked by the rule, printed, kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from yiyang.access.models import Account
from yiyang.agreements.services.members import midnight
from yiyang.audit.services import Actor, record
from yiyang.decisions.services import Decided, Subject, decide, read_book
from yiyang.documents.services import keep_document
from yiyang.kernel.period import years_after
from yiyang.network.models import Institution
from yiyang.people.models import Relative
from yiyang.policy.book import Reading
from yiyang.rules.agreements.accept import accept
from yiyang.rules.agreements.facts import DESK, PERSON, Acceptance, SigningFacts
from yiyang.rules.packages import packages as packages_of_the_book
from yiyang.signing.errors import DraftNotWaiting, NobodyToSign
from yiyang.signing.facts import MemberWish, Wish, first_day, signing_facts
from yiyang.signing.models import Draft, DraftMember
from yiyang.signing.paper import printed
from yiyang.signing.services.voiding import void_codes
from yiyang.signing.setting import paper_of

SUBJECT = "draft"
Answers = Mapping[int, Decided[Acceptance]]


@transaction.atomic
def draft_agreement(*, wish: Wish, asker: str, by: Actor, at: datetime) -> Draft:
    """Draw up a draft: each person's decision is kept; accepted by all it waits for a code.

    One person whom the rule refuses makes the whole draft refused: all sign or none.

    Args:
        asker: OWN for a resident's account, DESK for one who has the person before them,
            ORGANISATION for the desk of the people's organisation.

    Raises:
        NobodyToSign: no person, or one twice.
        PackageUnknown: a package is not in the book.
    """
    keys = [one.person_id for one in wish.people]
    if not keys or len(set(keys)) != len(keys):
        raise NobodyToSign
    today = timezone.localdate(at)
    reading = book_for(wish.institution_id, today)
    draft = _new(wish, asker, reading, by, at)
    answers = decided_for(wish, asker=asker, subject=draft.pk, by=by, at=at)
    _keep_members(draft, wish, answers)
    if all(answer.result.accepted for answer in answers.values()):
        _print(draft, reading, by, at)
    record(
        by=by,
        at=at,
        action="signing.draft",
        subject_kind=SUBJECT,
        subject_id=draft.pk,
        person_id=keys[0] if len(keys) == 1 else None,
        payload={"state": str(draft.state), "people": keys, "institution": wish.institution_id},
    )
    return draft


@transaction.atomic
def withdraw_draft(*, draft_id: int, by: Actor, at: datetime) -> Draft:
    """Withdraw a draft that waits.  Raises DraftNotWaiting."""
    draft = Draft.objects.select_for_update().get(pk=draft_id)
    if draft.state != Draft.State.WAITING:
        raise DraftNotWaiting
    close(draft, Draft.State.WITHDRAWN, by, at)
    return draft


def lapse_drafts(*, by: Actor, at: datetime) -> int:
    """Let every draft lapse whose time is over; return how many.  Run daily."""
    count = 0
    late = Draft.objects.filter(state=Draft.State.WAITING, lapses_at__lte=at)
    for key in list(late.values_list("pk", flat=True)):
        with transaction.atomic():
            locked = late.select_for_update(skip_locked=True).filter(pk=key).first()
            if locked is not None:
                close(locked, Draft.State.LAPSED, by, at)
                count += 1
    return count


def close(draft: Draft, state: str, by: Actor, at: datetime) -> None:
    """End the waiting of a draft, with its audit row; a code that was sent for it is void."""
    void_codes(draft, at)
    draft.state, draft.closed_at = state, at
    draft.save(update_fields=["state", "closed_at", "agreement"])
    record(
        by=by,
        at=at,
        action=f"signing.{state.lower()}",
        subject_kind=SUBJECT,
        subject_id=draft.pk,
        payload={"agreement": draft.agreement_id},
    )


def decided_for(
    wish: Wish, *, asker: str, subject: int, by: Actor, at: datetime
) -> dict[int, Decided[Acceptance]]:
    """Decide and keep, for each person of a wish, whether they may sign today."""
    today = timezone.localdate(at)
    reading = book_for(wish.institution_id, today)
    facts = signing_facts(
        wish,
        asker=asker,
        account_id=by.account_id,
        asked_on=today,
        packages=packages_of_the_book(reading),
    )
    return {key: _decide(one, key, wish, subject, at) for key, one in facts.items()}


def _decide(
    facts: SigningFacts, person_id: int, wish: Wish, subject: int, at: datetime
) -> Decided[Acceptance]:
    return decide(
        accept,
        facts,
        reading=book_for(wish.institution_id, facts.asked_on),
        subject=Subject(SUBJECT, subject, person_id),
        at=at,
    )


def book_for(institution_id: int, day: date) -> Reading:
    """Open the book on a day where an institution stands."""
    place = Institution.objects.values_list("place__code", flat=True).get(pk=institution_id)
    return read_book(day, place=place)


def wish_of(draft: Draft) -> Wish:
    """Return a draft as the wish it was drawn up from, for deciding it again when it is signed."""
    return Wish(
        form=draft.form,
        years=draft.years,
        institution_id=draft.institution_id,
        practitioner_id=draft.practitioner_id,
        team_id=draft.team_id,
        district_id=draft.district_id,
        city_id=draft.city_id,
        organisation_id=draft.organisation_id,
        first_day=draft.since,
        people=tuple(
            MemberWish(m.person_id, tuple(m.packages), m.way, m.replaces_id, m.has_agreed)
            for m in draft.members.order_by("pk")
        ),
    )


def _new(wish: Wish, asker: str, reading: Reading, by: Actor, at: datetime) -> Draft:
    since = first_day(wish, reading.day)
    latest = midnight(since + timedelta(days=1))
    if since == reading.day:
        lapses_at = latest
    else:
        lapses_at = min(at + reading.duration("agreements.draft_life"), latest)
    return Draft.objects.create(
        form=wish.form,
        state=Draft.State.REFUSED,
        years=wish.years,
        since=since,
        until=years_after(since, wish.years),
        institution_id=wish.institution_id,
        practitioner_id=wish.practitioner_id,
        team_id=wish.team_id,
        district_id=wish.district_id,
        city_id=wish.city_id,
        organisation_id=wish.organisation_id,
        asker=asker,
        account_id=by.account_id,
        signs_id=_who_gets_the_code(wish, asker, by),
        made_at=at,
        lapses_at=lapses_at,
    )


def _keep_members(draft: Draft, wish: Wish, answers: Answers) -> None:
    DraftMember.objects.bulk_create(
        DraftMember(
            draft=draft,
            person_id=one.person_id,
            signer=answers[one.person_id].decision.facts["signer"],
            packages=list(one.packages),
            way=one.way,
            replaces_id=one.replaces_id,
            has_agreed=one.has_agreed,
            decision=answers[one.person_id].decision,
            reasons=[[r.code, r.about] for r in answers[one.person_id].result.reasons],
        )
        for one in wish.people
    )


def _print(draft: Draft, reading: Reading, by: Actor, at: datetime) -> None:
    members = list(draft.members.select_related("person").order_by("pk"))
    alone = members[0].person_id if len(members) == 1 else None
    draft.document = keep_document(
        body=printed(paper_of(draft, members, reading)),
        name=f"{number_of(draft)}.pdf",
        person_id=alone,
        institution_id=draft.institution_id,
        keep_until=years_after(draft.until, reading.integer("agreements.document_years")),
        by=by,
        at=at,
    )
    draft.state = Draft.State.WAITING
    draft.save(update_fields=["document", "state"])


def number_of(draft: Draft) -> str:
    """Return the number that a draft's agreement has."""
    return f"FD{draft.since:%Y%m%d}-{draft.pk:08d}"


def _who_gets_the_code(wish: Wish, asker: str, by: Actor) -> int | None:
    """The person before the desk, if they or who represents them has an account; else the asker."""
    if asker != DESK or wish.form != PERSON:
        return by.account_id
    person_id = wish.people[0].person_id
    own = Account.objects.filter(person=person_id, is_active=True).order_by("pk")
    account = own.values_list("pk", flat=True).first()
    if account is None:
        represents = Relative.objects.filter(
            person=person_id, is_representative=True, account__is_active=True
        )
        account = represents.order_by("pk").values_list("account_id", flat=True).first()
    return account or by.account_id
