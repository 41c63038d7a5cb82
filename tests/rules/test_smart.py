"""Scopes of apps: read, narrowed, and told, as SMART App Launch 2.2 has it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiyang.policy.book import Reading
from yiyang.policy.loader import shipped_book
from yiyang.rules.smart import (
    Asked,
    Granted,
    Permit,
    Scope,
    grant_scopes,
    is_scope,
    permits_of,
    read_scope,
)

READ, WRITE = "READ_FHIR", "WRITE_FHIR"
EVERY = ("patient/*.cruds", "user/*.cruds", "system/*.cruds", "openid", "fhirUser")
EVERY += ("launch", "launch/patient", "offline_access", "online_access")


def granted(*scopes: str, **bounds: object) -> Granted:
    facts = {"registered": EVERY, "powers": (READ, WRITE), "is_system": False} | bounds
    facts = {"has_person": True, "is_launched": True, "has_identity": True} | facts
    reading = Reading(shipped_book(), date(2026, 3, 2), "310106", strict=False)
    return grant_scopes(Asked(scopes=scopes, **facts), reading)


@pytest.mark.parametrize(
    ("text", "verbs"),
    [
        ("patient/Observation.rs", "rs"),
        ("user/*.cruds", "cruds"),
        ("system/Patient.c", "c"),
        ("patient/Observation.read", "rs"),
        ("user/Observation.write", "cud"),
        ("user/*.*", "cruds"),
    ],
)
def test_scopes_of_both_versions_are_read(text: str, verbs: str) -> None:
    read = read_scope(text)
    assert read is not None and read.verbs == verbs


@pytest.mark.parametrize(
    "text",
    [
        "patient/Observation.",
        "patient/Observation.sr",  # the letters have their order
        "patient/Observation.rr",
        "patient/observation.rs",
        "patient/.rs",
        "practitioner/Observation.rs",
        "patient/Observation.rs?category=vital-signs",
        "patient/Observation.rs\n",
        "Patient/*.rs",
        "patient/*.rs ",
        "",
    ],
)
def test_what_is_no_scope_is_not_understood(text: str) -> None:
    assert read_scope(text) is None
    assert not is_scope(text)


def test_a_role_that_only_reads_gives_no_app_the_power_to_write() -> None:
    found = granted("user/*.cruds", powers=(READ,))
    assert found.scopes == ("user/*.rs",)
    assert found.permits == (Permit("*", "r"), Permit("*", "s"))


def test_a_role_without_any_power_on_the_record_gives_nothing() -> None:
    found = granted("user/*.cruds", "patient/*.rs", powers=("SEE_PERSON",))
    assert (found.scopes, found.permits) == ((), ())
    assert {m.code for m in found.left_out} == {"SCOPE_NOT_GIVEN"}


def test_an_app_gets_no_more_than_it_is_registered_for() -> None:
    found = granted("patient/*.cruds", registered=("patient/Observation.rs", "patient/Patient.r"))
    assert set(found.scopes) == {"patient/Observation.rs", "patient/Patient.r"}


def test_a_type_asked_for_under_a_wildcard_of_the_registration_is_that_type_alone() -> None:
    found = granted("patient/Condition.rs", registered=("patient/*.r",))
    assert found.scopes == ("patient/Condition.r",)


def test_another_level_is_never_given_for_one_that_is_registered() -> None:
    assert granted("user/Observation.rs", registered=("patient/*.cruds",)).scopes == ()
    assert granted("system/Observation.rs").scopes == ()
    assert granted("user/Observation.rs", "patient/*.rs", is_system=True).scopes == ()


def test_scopes_of_a_patient_need_a_chosen_person() -> None:
    found = granted("patient/*.rs", has_person=False)
    assert found.scopes == () and not found.one_person
    assert [m.code for m in found.left_out] == ["SCOPE_WITHOUT_PERSON"]


def test_beside_a_patients_scopes_a_users_reach_the_directory_alone() -> None:
    found = granted("patient/*.rs", "user/Observation.rs", "user/Practitioner.r", "user/*.rs")
    assert found.scopes == ("patient/*.rs", "user/Practitioner.r")
    assert found.one_person
    assert "SCOPE_BESIDE_PATIENT" in {m.code for m in found.left_out}


def test_a_user_who_chose_a_person_but_gave_no_patient_scope_is_not_narrowed() -> None:
    found = granted("launch/patient", "user/Observation.rs")
    assert found.scopes == ("launch/patient", "user/Observation.rs")
    assert not found.one_person


def test_first_version_words_stay_where_they_are_granted_whole() -> None:
    assert granted("patient/Observation.read").scopes == ("patient/Observation.read",)
    assert granted("patient/*.*", powers=(READ,)).scopes == ("patient/*.rs",)


def test_a_query_in_a_scope_is_told_and_not_granted_too_widely() -> None:
    found = granted("patient/Observation.rs?category=laboratory")
    assert found.scopes == ()
    assert [m.code for m in found.left_out] == ["SCOPE_UNKNOWN"]


@pytest.mark.parametrize(
    ("scope", "without"),
    [
        ("openid", {"is_system": True}),
        ("fhirUser", {"has_identity": False}),
        ("launch", {"is_launched": False}),
        ("launch/patient", {"has_person": False}),
        ("offline_access", {"is_system": True}),
        ("online_access", {"is_system": True}),
    ],
)
def test_scopes_of_context_are_given_only_where_there_is_that_context(
    scope: str, without: dict[str, object]
) -> None:
    assert scope in granted(scope, "openid").scopes
    refused = granted(scope, "openid", **without)
    assert scope not in refused.scopes
    assert "SCOPE_NOT_GIVEN" in {m.code for m in refused.left_out}


def test_who_the_user_is_needs_openid_beside_it() -> None:
    assert granted("fhirUser").scopes == ()


def test_offline_access_takes_the_place_of_online() -> None:
    assert granted("offline_access", "online_access").scopes == ("offline_access",)


kinds = st.sampled_from(("*", "Observation", "Patient", "Practitioner"))
verbs = st.integers(1, 31).map(lambda n: "".join(v for i, v in enumerate("cruds") if n >> i & 1))
levels = st.sampled_from(("patient", "user", "system"))
scopes = st.lists(st.builds(Scope, levels, kinds, verbs).map(str), max_size=6).map(tuple)


def _covers(given_scopes: tuple[str, ...], level: str, permit: Permit) -> bool:
    read = [s for text in given_scopes if (s := read_scope(text)) and s.level == level]
    return any(s.kind in ("*", permit.kind) and permit.verb in s.verbs for s in read)


@given(
    asked=scopes,
    registered=scopes,
    powers=st.sets(st.sampled_from((READ, WRITE))),
    is_system=st.booleans(),
    has_person=st.booleans(),
)
def test_nothing_is_granted_that_was_not_asked_registered_and_in_the_roles_power(
    asked: tuple[str, ...],
    registered: tuple[str, ...],
    powers: set[str],
    is_system: bool,
    has_person: bool,
) -> None:
    found = granted(
        *asked,
        registered=registered,
        powers=tuple(sorted(powers)),
        is_system=is_system,
        has_person=has_person,
    )
    assert found.permits == permits_of(found.scopes)
    for text in found.scopes:
        scope = read_scope(text)
        assert scope is not None
        for permit in permits_of([text]):
            assert _covers(asked, scope.level, permit)
            assert _covers(registered, scope.level, permit)
            assert (WRITE if permit.verb in "cud" else READ) in powers
        assert (scope.level == "system") == is_system
        assert scope.level != "patient" or (has_person and found.one_person)


@given(asked=scopes)
def test_everything_asked_registered_and_in_power_is_granted(asked: tuple[str, ...]) -> None:
    users = tuple(s for s in asked if s.startswith("user/"))
    found = granted(*users)
    assert set(permits_of(users)) == set(found.permits)
