"""One person signs: the code, the document, the place, the sight; and every way it fails."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db.models import Model

from tests.conftest import NOW
from tests.signing.conftest import SOON, Signing, actor, code_for, make_resident
from tests.signing.pdf import words_of
from tests.world import make_institution, make_place
from yiyang.access.models import Assignment, Grant
from yiyang.agreements.models import Agreement, Item, Member, Panel
from yiyang.decisions.models import Decision
from yiyang.decisions.replay import Outcome, replay
from yiyang.documents.models import Document
from yiyang.kernel.errors import Refused
from yiyang.notices.models import Notice
from yiyang.people.models import Person
from yiyang.signing.models import Code, Draft
from yiyang.signing.services.codes import send_code
from yiyang.signing.services.drafting import book_for, lapse_drafts, withdraw_draft
from yiyang.signing.services.signature import sign_draft
from yiyang.signing.services.voiding import NOTICE
from yiyang.signing.wording import family_doctor_form

WRITTEN: tuple[type[Model], ...] = (Agreement, Member, Panel, Grant, Document, Decision)


def rows() -> list[int]:
    """Return how many rows there are of everything a signature writes."""
    return [model.objects.count() for model in WRITTEN]


@pytest.fixture
def resident(signing: Signing) -> tuple[Person, Assignment]:
    return make_resident()


@pytest.fixture
def waiting(signing: Signing, resident: tuple[Person, Assignment]) -> Draft:
    """A draft that waits, its code sent."""
    draft = signing.draft(signing.wish(resident[0]), resident[1])
    send_code(draft_id=draft.pk, by=actor(resident[1]), at=NOW)
    return draft


def test_a_signature_puts_the_agreement_its_place_and_its_sight_in_force(
    signing: Signing, resident: tuple[Person, Assignment]
) -> None:
    person, by = resident
    draft = signing.sign(signing.wish(person), by)
    agreement = draft.agreement
    assert (agreement.state, agreement.form, agreement.kind) == (
        "IN_FORCE", "PERSON", "FAMILY_DOCTOR",
    )  # fmt: skip
    assert (agreement.span.lower, agreement.span.upper) == (date(2026, 3, 2), date(2027, 3, 2))
    member = Member.objects.get()
    assert (member.practitioner, member.institution, member.packages, member.on_panel) == (
        signing.doctor, signing.centre, ["BASIC"], True,
    )  # fmt: skip
    assert Panel.objects.get().signed == 1
    grant = Grant.objects.get(grantee_kind="INSTITUTION")
    assert (grant.grantee_id, grant.person_id, grant.scope, grant.span.lower) == (
        signing.centre.pk, person.pk, "RECORD", NOW + SOON,
    )  # fmt: skip
    assert grant.span.upper.date() == date(2027, 3, 1), "midnight in Shanghai"
    assert agreement.document == draft.document
    decision = draft.members.get().decision
    assert (decision.rule, decision.person_id) == ("agreements.accept", person.pk)
    assert replay(decision).outcome == Outcome.SAME


def test_the_document_says_what_the_act_asks_for(waiting: Draft) -> None:
    """HZ-8: content, ways, term, rights and duties, confidentiality; in both languages."""
    body = bytes(waiting.document.body)
    assert waiting.document.sha256 == hashlib.sha256(body).hexdigest()
    assert waiting.document.media_type == "application/pdf"
    text = words_of(body)
    for code in book_for(waiting.institution_id, NOW.date()).codes("agreements.document_contents"):
        assert next(s for s in family_doctor_form().sections if s.code == code).title.zh in text
    for words in ("李医生", "张桂英", "2027-03-01", "健康体检结果回顾", "120.00"):
        assert words in text, words
    assert "Confidentiality" in text


@pytest.mark.parametrize(
    ("place", "told", "shares"),
    [
        (
            "310106006",
            "医保基金 84.00；基本公共卫生服务经费 24.00；个人 12.00",
            {"INSURANCE": 70, "PUBLIC_HEALTH": 20, "PERSON": 10},
        ),
        (
            "330106001",
            "市级财政 30.00；区级财政 78.00；个人 12.00",
            {"CITY": 25, "DISTRICT": 65, "PERSON": 10},
        ),
    ],
)
def test_who_bears_the_fee_stands_on_the_paper_and_in_the_agreement(
    db: None, place: str, told: str, shares: dict[str, int]
) -> None:
    """HZ-8, FD-5.2: as the book has it where the centre stands."""
    signing = Signing(make_institution("CHC", place=make_place(place)))
    person, by = make_resident(place=signing.centre.place)
    draft = signing.draft(signing.wish(person), by)
    before = bytes(draft.document.body)
    assert told in words_of(before)
    send_code(draft_id=draft.pk, by=actor(by), at=NOW)
    signed = sign_draft(draft_id=draft.pk, words=code_for(draft), by=actor(by), at=NOW + SOON)
    item = Item.objects.get(agreement=signed.agreement)
    assert (item.code, item.price_fen, item.shares) == ("BASIC", 12_000, shares)
    assert bytes(signed.agreement.document.body) == before


def test_the_code_is_kept_as_a_digest_and_leaves_the_notice_once_used(
    waiting: Draft, resident: tuple[Person, Assignment]
) -> None:
    words, code = code_for(waiting), Code.objects.get()
    assert len(words) == 6 and words.isdecimal()
    assert words not in f"{code.digest}{code.nonce}"
    sign_draft(draft_id=waiting.pk, words=words, by=actor(resident[1]), at=NOW + SOON)
    assert not Notice.objects.filter(params__code=words).exists()


def wrong(words: str) -> str:
    return f"{(int(words) + 1) % 1_000_000:06d}"


def change_the_document(draft: Draft) -> None:
    body = bytes(draft.document.body) + b"%"
    Document.objects.filter(pk=draft.document_id).update(body=body)


def swap_the_document(draft: Draft) -> None:
    body = bytes(draft.document.body) + b"%"
    digest = hashlib.sha256(body).hexdigest()
    Document.objects.filter(pk=draft.document_id).update(body=body, sha256=digest)


def nothing(draft: Draft) -> None:
    """Leave everything as it is."""


@pytest.mark.parametrize(
    ("meddle", "words", "later", "code"),
    [
        (nothing, wrong, SOON, "CODE_WRONG"),
        (nothing, lambda words: "", SOON, "CODE_WRONG"),
        (change_the_document, str, SOON, "DOCUMENT_CHANGED"),
        (swap_the_document, str, SOON, "DOCUMENT_CHANGED"),
        (nothing, str, timedelta(minutes=10), "CODE_EXPIRED"),
        (nothing, str, timedelta(minutes=-1), "CODE_EXPIRED"),
    ],
    ids=["forged", "empty", "changed document", "swapped document", "expired", "clock set back"],
)
def test_a_signature_that_is_not_good_writes_nothing(
    waiting: Draft,
    resident: tuple[Person, Assignment],
    meddle: Callable[[Draft], None],
    words: Callable[[str], str],
    later: timedelta,
    code: str,
) -> None:
    meddle(waiting)
    before = rows()
    with pytest.raises(Refused) as refused:
        sign_draft(
            draft_id=waiting.pk, words=words(code_for(waiting)), by=actor(resident[1]),
            at=NOW + later,
        )  # fmt: skip
    assert refused.value.code == code
    assert rows() == before
    waiting.refresh_from_db()
    assert waiting.state == "WAITING"


def test_the_last_moment_of_a_code_signs(
    waiting: Draft, resident: tuple[Person, Assignment]
) -> None:
    last = NOW + timedelta(minutes=10, microseconds=-1)
    words = code_for(waiting)
    signed = sign_draft(draft_id=waiting.pk, words=words, by=actor(resident[1]), at=last)
    assert signed.state == "SIGNED"


def test_a_code_signs_once(waiting: Draft, resident: tuple[Person, Assignment]) -> None:
    words = code_for(waiting)
    sign_draft(draft_id=waiting.pk, words=words, by=actor(resident[1]), at=NOW + SOON)
    before = rows()
    with pytest.raises(Refused) as refused:
        sign_draft(draft_id=waiting.pk, words=words, by=actor(resident[1]), at=NOW + 2 * SOON)
    assert refused.value.code == "CODE_ALREADY_USED"
    assert rows() == before


def test_a_code_of_another_draft_signs_nothing(
    signing: Signing, waiting: Draft, resident: tuple[Person, Assignment]
) -> None:
    other, by = make_resident("王秀兰")
    theirs = signing.draft(signing.wish(other), by)
    send_code(draft_id=theirs.pk, by=actor(by), at=NOW)
    mine = code_for(waiting)
    while mine == code_for(theirs):  # one in a million
        send_code(draft_id=theirs.pk, by=actor(by), at=NOW)
    with pytest.raises(Refused) as refused:
        sign_draft(draft_id=theirs.pk, words=mine, by=actor(by), at=NOW + SOON)
    assert refused.value.code == "CODE_WRONG"


def test_guessing_is_counted_though_every_guess_is_refused(
    waiting: Draft, resident: tuple[Person, Assignment]
) -> None:
    words = code_for(waiting)
    codes = []
    for _ in range(6):
        with pytest.raises(Refused) as refused:
            sign_draft(
                draft_id=waiting.pk, words=wrong(words), by=actor(resident[1]), at=NOW + SOON
            )
        codes.append(refused.value.code)
    assert codes == ["CODE_WRONG"] * 5 + ["CODE_TRIED_TOO_OFTEN"]
    with pytest.raises(Refused) as refused:
        sign_draft(draft_id=waiting.pk, words=words, by=actor(resident[1]), at=NOW + SOON)
    assert refused.value.code == "CODE_TRIED_TOO_OFTEN", "the right one comes too late"


def test_a_newer_code_makes_the_older_one_void(
    waiting: Draft, resident: tuple[Person, Assignment]
) -> None:
    first = second = code_for(waiting)
    while first == second:  # one in a million
        send_code(draft_id=waiting.pk, by=actor(resident[1]), at=NOW + SOON)
        second = code_for(waiting)
    assert not Notice.objects.filter(params__code=first).exists()
    with pytest.raises(Refused) as refused:
        sign_draft(draft_id=waiting.pk, words=first, by=actor(resident[1]), at=NOW + 2 * SOON)
    assert refused.value.code == "CODE_WRONG"
    signed = sign_draft(draft_id=waiting.pk, words=second, by=actor(resident[1]), at=NOW + 2 * SOON)
    assert signed.state == "SIGNED"


def test_only_so_many_codes_are_sent_in_a_day(
    waiting: Draft, resident: tuple[Person, Assignment]
) -> None:
    for _ in range(9):
        send_code(draft_id=waiting.pk, by=actor(resident[1]), at=NOW + SOON)
    with pytest.raises(Refused) as refused:
        send_code(draft_id=waiting.pk, by=actor(resident[1]), at=NOW + SOON)
    assert refused.value.code == "TOO_MANY_CODES"
    assert Code.objects.count() == 10


def test_a_draft_of_today_lapses_tonight_and_a_withdrawn_one_signs_nothing(
    signing: Signing, waiting: Draft, resident: tuple[Person, Assignment]
) -> None:
    tonight = NOW + timedelta(hours=14)  # midnight in Shanghai
    assert lapse_drafts(by=actor(resident[1]), at=tonight - SOON) == 0
    assert lapse_drafts(by=actor(resident[1]), at=tonight) == 1
    waiting.refresh_from_db()
    assert waiting.state == "LAPSED"
    other = signing.draft(signing.wish(resident[0]), resident[1])
    send_code(draft_id=other.pk, by=actor(resident[1]), at=NOW)
    words = code_for(other)
    told = Notice.objects.get(subject_kind=NOTICE, subject_id=other.codes.get().pk)
    assert words in told.params.values() and told.acknowledged_at is None
    withdraw_draft(draft_id=other.pk, by=actor(resident[1]), at=NOW)
    told.refresh_from_db()
    assert words not in told.params.values() and told.acknowledged_at is not None
    with pytest.raises(Refused) as refused:
        send_code(draft_id=other.pk, by=actor(resident[1]), at=NOW)
    assert refused.value.code == "DRAFT_NOT_WAITING"


def test_what_changed_since_the_draft_refuses_it_with_its_new_decision(
    signing: Signing, waiting: Draft, resident: tuple[Person, Assignment]
) -> None:
    words = code_for(waiting)
    other = Signing()
    other.sign(other.wish(resident[0]), resident[1])
    agreements = Agreement.objects.count()
    refused = sign_draft(draft_id=waiting.pk, words=words, by=actor(resident[1]), at=NOW + SOON)
    assert refused.state == "REFUSED"
    assert refused.members.get().reasons == [["ALREADY_SIGNED", "SLOT_FAMILY_DOCTOR"]]
    assert Decision.objects.get(pk=refused.members.get().decision_id).result["accepted"] is False
    assert (Agreement.objects.count(), Panel.objects.filter(signed=1).count()) == (agreements, 1)
