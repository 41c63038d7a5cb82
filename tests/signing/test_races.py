"""Many hands at the same moment: two doctors for one person, the last place, one code twice."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection

from tests.at_once import at_once
from tests.conftest import NOW
from tests.signing.conftest import SOON, Signing, actor, code_for, make_resident
from yiyang.access.models import Assignment
from yiyang.agreements.models import Agreement, Member, Panel
from yiyang.kernel.errors import Refused
from yiyang.signing.facts import MemberWish
from yiyang.signing.models import Draft
from yiyang.signing.services.codes import send_code
from yiyang.signing.services.signature import sign_draft

pytestmark = pytest.mark.django_db(transaction=True)
LIMIT = 2000


def answers_of(*work: Callable[[], str]) -> list[str]:
    """Do all the work at once; return what each answered or why it was refused, sorted."""
    return sorted(one.code if isinstance(one, Refused) else str(one) for one in at_once(*work))


def ready(signing: Signing, person: object, by: Assignment) -> Draft:
    """Return a draft whose code has been sent."""
    draft = signing.draft(signing.wish(person), by)
    send_code(draft_id=draft.pk, by=actor(by), at=NOW)
    return draft


def signature(draft: Draft, by: Assignment) -> Callable[[], str]:
    words = code_for(draft)
    return lambda: sign_draft(draft_id=draft.pk, words=words, by=actor(by), at=NOW + SOON).state


def test_two_doctors_sign_one_person_and_one_of_them_has_them() -> None:
    person, by = make_resident()
    drafts = [ready(Signing(), person, by) for _ in range(3)]
    answers = answers_of(*(signature(draft, by) for draft in drafts))
    assert answers == ["REFUSED", "REFUSED", "SIGNED"]
    assert Member.objects.get().person == person
    assert sorted(Panel.objects.values_list("signed", flat=True)) == [0, 0, 1]


def test_the_last_place_on_a_panel_is_taken_once() -> None:
    signing = Signing()
    Panel.objects.create(practitioner=signing.doctor, signed=LIMIT - 1, most=LIMIT)
    people = [make_resident(f"居民{n}") for n in "甲乙丙丁"]
    drafts = [(ready(signing, person, by), by) for person, by in people]
    answers = answers_of(*(signature(draft, by) for draft, by in drafts))
    assert answers == ["REFUSED"] * 3 + ["SIGNED"]
    assert Panel.objects.get().signed == LIMIT
    assert Agreement.objects.count() == Member.objects.count() == 1


def test_one_code_typed_twice_at_once_signs_once() -> None:
    signing = Signing()
    person, by = make_resident()
    draft = ready(signing, person, by)
    answers = answers_of(*(signature(draft, by) for _ in range(3)))
    assert answers.count("SIGNED") == 1
    assert set(answers) <= {"SIGNED", "DRAFT_NOT_WAITING", "CODE_ALREADY_USED"}
    assert Agreement.objects.count() == 1


def test_two_people_who_swap_doctors_do_not_wait_for_each_other_for_ever() -> None:
    one, other = Signing(), Signing()
    first, second = make_resident("居民甲"), make_resident("居民乙")
    had = one.sign(one.wish(first[0]), first[1]), other.sign(other.wish(second[0]), second[1])
    later = NOW.replace(month=4)

    def change(signing: Signing, person: object, by: Assignment, old: Draft) -> Draft:
        wish = signing.wish(MemberWish(person.pk, ("BASIC",), "CHANGE", old.agreement_id))
        draft = signing.draft(wish, by, at=later)
        send_code(draft_id=draft.pk, by=actor(by), at=later)
        return draft

    drafts = change(other, *first, had[0]), change(one, *second, had[1])
    words = [code_for(draft) for draft in drafts]
    answers = answers_of(
        *(
            lambda d=draft, w=word, b=by: (
                sign_draft(draft_id=d.pk, words=w, by=actor(b), at=later + SOON).state
            )
            for draft, word, by in zip(drafts, words, (first[1], second[1]), strict=True)
        )
    )
    assert answers == ["SIGNED", "SIGNED"]
    assert list(Panel.objects.values_list("signed", flat=True)) == [1, 1]


def test_the_database_itself_refuses_a_place_too_many() -> None:
    signing = Signing()
    Panel.objects.create(practitioner=signing.doctor, signed=LIMIT, most=LIMIT)
    with pytest.raises(IntegrityError, match="panel_within_limit"), connection.cursor() as cursor:
        cursor.execute("update agreements_panel set signed = signed + 1")
