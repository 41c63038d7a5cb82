"""The demonstration shows signing under way: panels, terms that end, a draft, an employer."""

from __future__ import annotations

import pytest

from tests.conftest import NOW
from tests.signing.pdf import words_of
from yiyang.agreements.models import Agreement, Item, Member
from yiyang.demo.district import District
from yiyang.demo.quantities import quantity
from yiyang.network.models import Institution
from yiyang.signing.models import Draft, Employment
from yiyang.signing.services.voiding import NOTICE

TODAY = NOW.date()
pytestmark = pytest.mark.django_db
FAMILY_DOCTOR = Member.objects.filter(slot="FAMILY_DOCTOR")


def test_a_draft_waits_and_an_employer_and_a_clinic_have_signed(whole: District) -> None:
    waiting = Draft.objects.get(state="WAITING")
    assert waiting.members.get().person_id == whole.resident
    assert waiting.signs.username == "resident"
    assert waiting.signs.notices.filter(code=NOTICE).exists()
    employer = Institution.objects.filter(kind="EMPLOYER").order_by("pk")[0]
    assert Employment.objects.filter(organisation=employer).count() == 8
    assert Agreement.objects.get(form="ORGANISATION", draft__state="SIGNED").members.count() == 5
    private = FAMILY_DOCTOR.filter(institution__kind="CLINIC", span__contains=TODAY)
    assert private.count() == 3
    assert not Draft.objects.filter(state="REFUSED").exists()


def test_agreements_say_who_bears_the_fee_and_the_shown_doctors_have_their_papers(
    whole: District,
) -> None:
    items = Item.objects.filter(agreement__kind="FAMILY_DOCTOR")
    unsaid = FAMILY_DOCTOR.exclude(agreement__in=items.values("agreement"))
    assert items.count() > 1500 and not unsaid.exists()
    assert items.filter(code="BASIC").values_list("shares", "price_fen").distinct().get() == (
        {"INSURANCE": 70, "PUBLIC_HEALTH": 20, "PERSON": 10}, 12_000,
    )  # fmt: skip
    shown = Member.objects.filter(
        slot="FAMILY_DOCTOR", practitioner__account__username="family_doctor",
        agreement__state="IN_FORCE",
    )  # fmt: skip
    with_paper = shown.exclude(agreement__document=None)
    assert with_paper.count() == min(quantity("agreements.papers"), shown.count())
    member = with_paper.select_related("agreement__document", "person")[0]
    words = words_of(bytes(member.agreement.document.body))
    assert member.person.name in words and member.agreement.number in words
    assert "医保基金 84.00" in words
