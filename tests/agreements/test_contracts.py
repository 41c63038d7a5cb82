"""Cooperation contracts from the draft to the end; a refusal writes nothing."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests import world
from tests.conftest import NOW
from yiyang.agreements import selectors, services
from yiyang.agreements.facts import contract_items
from yiyang.agreements.models import Agreement, Item, Signature, Version
from yiyang.agreements.paper import contract_text, paper_of, printed
from yiyang.audit.models import Entry
from yiyang.audit.services import PROGRAM
from yiyang.decisions.models import Decision
from yiyang.documents.models import Document
from yiyang.network.models import Institution
from yiyang.notices.models import Notice

pytestmark = pytest.mark.django_db
DONE = {"by": PROGRAM, "at": NOW}
DAY = date(2026, 3, 2)
ROUNDS = services.ItemTerms(
    "ON_SITE_ROUNDS", price_fen=20000, shares=(("CARE_SIDE", 7), ("RESIDENT_PAYS", 3))
)
BEDS = services.ItemTerms("RESERVED_BEDS", is_duty=True, quantity=2, unit="bed")
CONTENT = services.Content([ROUNDS, BEDS], "MEDIATION", "各自投保")


class Pair:
    """A private care institution and a public centre."""

    def __init__(self) -> None:
        self.home = world.make_institution(ownership="PRIVATE_FOR_PROFIT")
        self.centre = world.make_institution("CHC")

    def propose(self, **changes: object) -> Version:
        draft = services.Draft([self.centre.pk], "DIFFERENTIATED", DAY, date(2027, 3, 2), CONTENT)
        renews = changes.pop("renews_id", None)
        return services.propose_contract(
            drafter_id=self.home.pk, draft=replace(draft, **changes), renews_id=renews, **DONE
        )

    def sign(self, version: Version, *who: Institution) -> Agreement:
        for one in who or (self.home, self.centre):
            sign(version, one)
        return Agreement.objects.get(pk=version.agreement_id)


def sign(version: Version, who: Institution, sha256: str = "") -> Version:
    digest = sha256 or version.document.sha256
    return services.sign_version(
        version_id=version.pk, institution_id=who.pk, sha256=digest, **DONE
    )


@pytest.fixture
def pair() -> Pair:
    return Pair()


def counts() -> list[int]:
    kept = (Agreement, Version, Item, Signature, Document, Decision, Entry)
    return [model.objects.count() for model in kept]


def test_a_contract_takes_effect_with_the_last_signature_and_not_before(pair: Pair) -> None:
    version = pair.propose()
    agreement = pair.sign(version, pair.home)
    assert agreement.state == "DRAFT"
    assert not selectors.contracts_between(pair.home.pk, pair.centre.pk, DAY)
    agreement = pair.sign(version, pair.centre)
    assert (agreement.state, agreement.transfer_priority) == ("IN_FORCE", True)
    assert agreement.document_id == version.document_id
    assert selectors.cooperation_partners(pair.home.pk, DAY) == {pair.centre.pk}
    pair.home.refresh_from_db()
    assert pair.home.medical_way == "CONTRACT"
    version.refresh_from_db()
    assert version.decision.rule == "agreements.cooperation"
    assert version.decision.result["accepted"]


def test_the_price_shares_and_reserved_beds_are_read_between_the_two_at_the_date(
    pair: Pair,
) -> None:
    pair.sign(pair.propose())
    for one, other in ((pair.home.pk, pair.centre.pk), (pair.centre.pk, pair.home.pk)):
        agreed = selectors.item_between(one, other, "ON_SITE_ROUNDS", DAY)
        assert (agreed.price_fen, agreed.shares) == (20000, {"CARE_SIDE": 7, "RESIDENT_PAYS": 3})
        assert selectors.reserved_beds(one, other, DAY) == 2
    assert selectors.item_between(*(pair.home.pk, pair.centre.pk), "TCM_SERVICE", DAY) is None
    early, after = date(2026, 3, 1), date(2027, 3, 2)
    for day in (early, after):
        assert selectors.item_between(pair.home.pk, pair.centre.pk, "ON_SITE_ROUNDS", day) is None


def test_the_document_names_the_parties_the_price_and_the_shares(pair: Pair) -> None:
    version = pair.propose()
    paper = paper_of(version, contract_items(version.items.all()))
    text = contract_text(paper)
    for words in (pair.home.name_zh, pair.centre.name_zh, "200.00 元", "养老机构 7 份", "各自投保"):
        assert words in text, words
    assert "；数量 2张床位" in text
    assert version.document.media_type == "application/pdf"
    assert bytes(version.document.body) == printed(paper) == printed(paper)


def test_who_signs_must_be_a_party_sign_once_and_the_very_document(pair: Pair) -> None:
    version = pair.propose()
    sign(version, pair.home)
    before = counts()
    stranger = world.make_institution("HOSPITAL")
    with pytest.raises(services.SignedAlready):
        sign(version, pair.home)
    with pytest.raises(services.NotAParty):
        sign(version, stranger)
    with pytest.raises(services.AnotherDocument):
        sign(version, pair.centre, sha256="0" * 64)
    assert counts() == before


def test_a_contract_the_rule_does_not_take_is_never_put_before_the_parties(pair: Pair) -> None:
    before = counts()
    with pytest.raises(services.ContractRefused) as refused:
        pair.propose(until=date(2026, 9, 2))
    assert refused.value.reasons == (("TERM_TOO_SHORT", ""),)
    with pytest.raises(services.ContractRefused):
        pair.propose(content=replace(CONTENT, items=[replace(ROUNDS, code="ALCHEMY")]))
    assert counts() == before


def test_a_change_holds_from_its_day_and_earlier_prices_stay(pair: Pair) -> None:
    agreement = pair.sign(pair.propose())
    dearer = replace(CONTENT, items=[replace(ROUNDS, price_fen=25000), BEDS])
    asked = {"agreement_id": agreement.pk, "drafter_id": pair.centre.pk, **DONE}
    change = services.propose_amendment(content=dearer, since=date(2026, 6, 1), **asked)
    with pytest.raises(services.WaitsForSignatures):
        services.propose_amendment(content=dearer, since=date(2026, 7, 1), **asked)
    both = (pair.home.pk, pair.centre.pk)
    assert selectors.item_between(*both, "ON_SITE_ROUNDS", date(2026, 6, 1)).price_fen == 20000
    pair.sign(change)
    assert selectors.item_between(*both, "ON_SITE_ROUNDS", date(2026, 5, 31)).price_fen == 20000
    assert selectors.item_between(*both, "ON_SITE_ROUNDS", date(2026, 6, 1)).price_fen == 25000


def test_a_change_reaches_neither_into_the_past_nor_into_a_draft(pair: Pair) -> None:
    version = pair.propose()
    asked = {"agreement_id": version.agreement_id, "drafter_id": pair.home.pk, **DONE}
    before = counts()
    with pytest.raises(services.NotInForceNow):
        services.propose_amendment(content=CONTENT, since=date(2026, 6, 1), **asked)
    assert counts() == before
    pair.sign(version)
    before = counts()
    with pytest.raises(services.ContractRefused):
        services.propose_amendment(content=CONTENT, since=date(2026, 3, 1), **asked)
    assert counts() == before


def test_a_change_declined_leaves_the_contract_as_it_was(pair: Pair) -> None:
    agreement = pair.sign(pair.propose())
    change = services.propose_amendment(
        agreement_id=agreement.pk, drafter_id=pair.home.pk, content=CONTENT,
        since=date(2026, 6, 1), **DONE,
    )  # fmt: skip
    declined = {"version_id": change.pk, "institution_id": pair.centre.pk, **DONE}
    with pytest.raises(services.ReasonMissing):
        services.decline_version(reason=" ", **declined)
    services.decline_version(reason="too dear", **declined)
    agreement.refresh_from_db()
    assert agreement.state == "IN_FORCE"
    change.refresh_from_db()
    assert (change.declined_by, change.decline_reason) == (pair.centre, "too dear")
    assert told("CONTRACT_NOT_SIGNED") == [pair.home.pk], "who drafted it"
    with pytest.raises(services.VersionNotWaiting):
        sign(change, pair.centre)


def told(code: str) -> list[int | None]:
    """Return the institutions whose desks were sent a notice, in its order."""
    return list(
        Notice.objects.filter(code=code).order_by("pk").values_list("institution", flat=True)
    )


def test_each_party_is_told_that_all_have_signed_and_that_it_is_over(pair: Pair) -> None:
    agreement = pair.sign(pair.propose())
    assert len(told("CONTRACT_SIGNED")) == 1, "who signed before, not who signed last"
    services.end_agreement(agreement_id=agreement.pk, reason="BREACH", **DONE)
    assert set(told("CONTRACT_IS_OVER")) == {pair.home.pk, pair.centre.pk}


def test_a_declined_draft_is_over_and_was_never_in_force(pair: Pair) -> None:
    version = pair.propose()
    services.decline_version(
        version_id=version.pk, institution_id=pair.centre.pk, reason="not now", **DONE
    )
    agreement = Agreement.objects.get(pk=version.agreement_id)
    assert (agreement.state, agreement.end_reason) == ("ENDED", "DECLINED")
    assert not selectors.contracts_between(pair.home.pk, pair.centre.pk, DAY)


def test_a_renewal_follows_the_contract_once(pair: Pair) -> None:
    agreement = pair.sign(pair.propose())
    ends = {"since": date(2027, 3, 2), "until": date(2028, 3, 2), "renews_id": agreement.pk}
    with pytest.raises(services.ContractRefused):
        pair.propose(**ends | {"since": date(2027, 2, 28)})
    renewed = pair.sign(pair.propose(**ends))
    assert renewed.renews == agreement
    with pytest.raises(services.RenewedAlready):
        pair.propose(**ends)
    day = date(2027, 6, 1)
    assert selectors.contracts_between(pair.home.pk, pair.centre.pk, day) == [renewed]


def test_an_ended_contract_has_its_reason_and_its_prices_up_to_the_day(pair: Pair) -> None:
    agreement = pair.sign(pair.propose())
    later = datetime(2026, 4, 1, 2, 0, tzinfo=UTC)
    ended = services.end_agreement(agreement_id=agreement.pk, reason="BREACH", by=PROGRAM, at=later)
    assert (ended.state, ended.end_reason) == ("ENDED", "BREACH")
    both = (pair.home.pk, pair.centre.pk)
    assert selectors.item_between(*both, "ON_SITE_ROUNDS", date(2026, 3, 31)) is not None
    assert selectors.item_between(*both, "ON_SITE_ROUNDS", date(2026, 4, 1)) is None
    with pytest.raises(services.AgreementOver):
        services.end_agreement(agreement_id=agreement.pk, by=PROGRAM, at=later)


def test_what_is_over_by_its_term_is_ended_by_the_daily_job(pair: Pair) -> None:
    agreement = pair.sign(pair.propose())
    day_before = datetime(2027, 3, 1, 2, 0, tzinfo=UTC)
    assert services.close_expired(by=PROGRAM, at=day_before) == 0
    last = datetime(2027, 3, 2, 2, 0, tzinfo=UTC)
    assert services.close_expired(by=PROGRAM, at=last) == 1
    agreement.refresh_from_db()
    assert (agreement.state, agreement.end_reason) == ("ENDED", "EXPIRED")
    assert not agreement.transfer_priority
