"""What codes mean, and how much of it is kept."""

from __future__ import annotations

from typing import Any

from yiyang.rules.fhir_check.terms import MOST_KEPT, Terms

SYSTEM = {
    "resourceType": "CodeSystem",
    "url": "urn:tree",
    "content": "complete",
    "concept": [{"code": "a", "concept": [{"code": "b"}]}],
}
SET = {
    "resourceType": "ValueSet",
    "url": "urn:set",
    "compose": {"include": [{"system": "urn:tree"}]},
}


class One:
    """A library of one system and one set."""

    def find(self, kind: str, url: str) -> dict[str, Any] | None:
        return {"urn:tree": SYSTEM, "urn:set": SET}.get(url)


def test_addresses_that_nobody_has_are_not_kept_without_end() -> None:
    terms = Terms(One())
    for number in range(3 * MOST_KEPT):
        assert terms.codes_of(f"urn:none-{number}") is None
        assert terms.system(f"urn:none-{number}") is None
        assert max(len(terms.sets), len(terms.systems)) <= MOST_KEPT
    found = terms.codes_of("urn:set")
    assert found is not None and found.pairs == {("urn:tree", "a"), ("urn:tree", "b")}
    assert terms.below("urn:tree", "a") == {"a", "b"} and terms.above("urn:tree", "b") == {"a", "b"}
