"""The statements of the services become a script by putting variables in place of keys."""

from bench.parts.same_sql import MARKED, STEP, _marked, _named


def test_keys_become_variables_and_moments_the_moment_of_the_run() -> None:
    statement = """select 1 where at > '2026-03-02 02:00:00.5+00:00'::timestamptz and case_id = 9987
        and link = '/transfers/9987/' and digest = '\\x99870a'"""
    named = _named(statement, {9987: ":transfer"})
    assert "at > now()" in named
    assert "case_id = :transfer" in named
    assert "'/transfers/:transfer/'" in named
    assert "x99870a" in named


def test_every_key_that_was_given_is_known_by_the_insert_that_gave_it() -> None:
    steps = [
        ["insert into beds_bedclaim (bed_id) select 1 returning id"],
        ['INSERT INTO "cases_event" ("case_id") VALUES (1) RETURNING "cases_event"."id"'] * 2,
    ]
    claim, event = MARKED + STEP, MARKED + 2 * STEP
    assert _marked(steps) == {claim: "hold_", event: "given1_", event + 1: "given2_"}
