"""A small flow for tests: an errand asked for, begun, and done or dropped."""

from __future__ import annotations

from typing import Any

from tests.conftest import NOW
from tests.world import actor_of, make_assignment, make_institution, make_person, make_place
from yiyang.access.models import Assignment, Role
from yiyang.cases.flow import Action, Flow, TaskSpec, register
from yiyang.cases.models import Case
from yiyang.cases.services import open_case
from yiyang.policy.book import Reading
from yiyang.policy.loader import shipped_book

ANY = frozenset({"ASKED", "UNDER_WAY"})
ERRAND = register(
    Flow(
        kind="TRANSFER_ERRAND",
        version="1",
        states=("ASKED", "UNDER_WAY", "DONE", "DROPPED"),
        first="ASKED",
        final=frozenset({"DONE", "DROPPED"}),
        opens=(TaskSpec("RESPOND", Role.COORDINATOR, "transfer.clock.respond.{urgency}"),),
        actions=(
            Action(
                "BEGIN",
                frozenset({"ASKED"}),
                "UNDER_WAY",
                "COORDINATE",
                opens=(
                    TaskSpec(
                        "EVALUATE",
                        Role.CARE_DESK,
                        "transfer.clock.evaluate.{urgency}",
                        "INSTITUTION",
                    ),
                    TaskSpec("FETCH", Role.NURSE, None, "RUNNER"),
                ),
                closes=("RESPOND",),
            ),
            Action(
                "REPORT",
                frozenset({"UNDER_WAY"}),
                None,
                "ASSESS",
                closes=("EVALUATE",),
            ),
            Action(
                "FINISH",
                frozenset({"UNDER_WAY"}),
                "DONE",
                "COORDINATE",
                needs_documents=("SUMMARY", "CONSENT"),
            ),
            Action("DROP", ANY, "DROPPED", "COORDINATE", asks_note=True),
        ),
    )
)
READING = Reading(shipped_book(), NOW.date(), "310106")


def make_case(by: Assignment | None = None, urgency: str = "PLANNED", **columns: Any) -> Case:
    """Return a new errand for a new person of a new institution, opened now."""
    by = by or make_assignment(Role.COORDINATOR)
    institution = columns.pop("institution", None) or make_institution()
    person = columns.pop("person", None) or make_person()
    return open_case(
        kind=ERRAND.kind,
        person_id=person.pk,
        institution_id=institution.pk,
        place_id=make_place("310106").pk,
        urgency=urgency,
        by=actor_of(by),
        at=columns.pop("at", NOW),
        reading=columns.pop("reading", READING),
    )
