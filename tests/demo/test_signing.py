"""The demonstration shows signing under way: panels, terms that end, a draft, an employer."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Count, F

from tests.conftest import NOW
from tests.demo.conftest import ignore
from tests.signing.pdf import words_of
from yiyang.agreements.models import Agreement, Item, Member, Panel
from yiyang.demo.district import District
from yiyang.demo.papers import store_papers
from yiyang.demo.quantities import quantity
from yiyang.demo.signing import store_signing
from yiyang.network.models import Institution
from yiyang.signing.models import Draft, Employment
from yiyang.signing.services.codes import NOTICE

TODAY = NOW.date()
FAMILY_DOCTOR = Member.objects.filter(slot="FAMILY_DOCTOR")


def test_every_place_on_a_panel_is_somebody_and_everybody_signed_has_one(loaded: District) -> None:
    counted = dict(Panel.objects.values_list("practitioner", "signed"))
    rows = Member.objects.filter(on_panel=True).values_list("practitioner").annotate(n=Count("pk"))
    assert counted == dict(rows)
    assert not Panel.objects.filter(signed__gt=F("most")).exists()
    now = FAMILY_DOCTOR.filter(span__contains=TODAY)
    assert now.count() == sum(counted.values()) > 1500
    assert all("BASIC" in packages for packages in now.values_list("packages", flat=True))


def test_some_terms_end_soon_some_have_ended_and_some_chose_a_combination(
    loaded: District,
) -> None:
    ends = FAMILY_DOCTOR.values_list("span", flat=True)
    soon = [span for span in ends if TODAY < span.upper <= TODAY + timedelta(days=90)]
    over = Agreement.objects.filter(end_reason="EXPIRED", state="ENDED")
    assert len(soon) > 100 and over.count() > 50
    assert Member.objects.filter(slot="CITY", span__contains=TODAY).count() > 100


def test_a_draft_waits_and_an_employer_and_a_clinic_have_signed(loaded: District) -> None:
    store_signing(loaded, ignore)
    waiting = Draft.objects.get(state="WAITING")
    assert waiting.members.get().person_id == loaded.resident
    assert waiting.signs.username == "resident"
    assert waiting.signs.notices.filter(code=NOTICE).exists()
    employer = Institution.objects.filter(kind="EMPLOYER").order_by("pk")[0]
    assert Employment.objects.filter(organisation=employer).count() == 8
    assert Agreement.objects.get(form="ORGANISATION", draft__state="SIGNED").members.count() == 5
    private = FAMILY_DOCTOR.filter(institution__kind="CLINIC", span__contains=TODAY)
    assert private.count() == 3
    assert not Draft.objects.filter(state="REFUSED").exists()


def test_agreements_say_who_bears_the_fee_and_the_shown_doctors_have_their_papers(
    loaded: District,
) -> None:
    store_papers(loaded, ignore)
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
