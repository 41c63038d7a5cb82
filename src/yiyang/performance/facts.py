"""Scorecards from counted figures: every one is of rows, and none is typed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count as CountOf
from django.db.models import Sum

from yiyang.agreements.models import Panel
from yiyang.kernel.period import Period
from yiyang.measures.registry import measure_named
from yiyang.measures.scope import people_of
from yiyang.measures.selectors import Count, Question, counts
from yiyang.measures.shape import By
from yiyang.network.models import TeamMember
from yiyang.performance.models import Appraisal, Veto
from yiyang.rules.measures import value_of
from yiyang.rules.performance import Card, Metric

Kind = Appraisal.SubjectKind
OF_KIND = {Kind.INSTITUTION: By.INSTITUTION, Kind.TEAM: By.TEAM, Kind.PRACTITIONER: By.DOCTOR}
MEMBERS, PANEL, ACTS = "signing.members", "signing.panel", "care.acts"
FIGURES = (
    *("signing.key_group_share", "signing.renewal", "care.fulfilment"),
    *("care.hypertension_controlled", "care.diabetes_controlled", "care.hypertension_managed"),
    *("care.diabetes_managed", "care.disorder_managed", "care.unflagged"),
    *("satisfaction.contracted", "visits.inside_combination", "visits.own_centre"),
)
PERCENT, EACH = "PERCENT", "EACH"


@dataclass(frozen=True)
class Subject:
    """Somebody to be scored: their card, and the institution they belong to."""

    card: Card
    institution_id: int


def subjects(kind: str, period: Period, today: date, place_code: str) -> list[Subject]:
    """Return the card of everybody of a kind with people under agreement in a place."""
    question = Question(period, today, people_of(place_code))
    by = OF_KIND[Kind(kind)]
    figures = {name: _by_key(name, question, by) for name in (*FIGURES, MEMBERS, ACTS)}
    house = _institutions(kind, question)
    panels, hands = _panels(kind, question), _hands(kind, question)
    works = {
        key: Metric(ACTS, EACH, count.numerator, hands.get(key, 1), count.counted)
        for key, count in figures[ACTS].items()
    }
    works = {key: works.get(key, Metric(ACTS, EACH, 0, hands.get(key, 1), 0)) for key in house}
    peers = tuple(sorted(_value(metric) for metric in works.values()))
    vetoes = _vetoes(kind, period)
    found = []
    for key in sorted(house):
        metrics = [
            Metric(name, PERCENT, each.numerator, each.denominator, each.counted)
            for name in FIGURES
            if (each := figures[name].get(key))
        ]
        signed, most = figures[MEMBERS][key].numerator, panels.get(key, 0)
        metrics.append(Metric(PANEL, PERCENT, min(signed, most), most, most))
        work = works[key]
        metrics.append(Metric(ACTS, EACH, work.numerator, work.denominator, work.counted, peers))
        card = Card(period.code, kind, key, tuple(metrics), vetoes.get(key, ()))
        found.append(Subject(card, house[key]))
    return found


def _by_key(name: str, question: Question, by: By) -> dict[int, Count]:
    found = counts(measure_named(name), question, [by])
    return {count.key[0]: count for count in found if count.key[0] is not None}


def _value(metric: Metric) -> Decimal:
    value = value_of(metric.unit, metric.numerator, metric.denominator)
    return Decimal(0) if value is None else value


def _institutions(kind: str, question: Question) -> dict[int, int]:
    """Return each subject with the institution where most of its people are signed."""
    by = OF_KIND[Kind(kind)]
    if by is By.INSTITUTION:
        return {key: key for key in _by_key(MEMBERS, question, by)}
    most: dict[int, Count] = {}
    for count in counts(measure_named(MEMBERS), question, [by, By.INSTITUTION]):
        key = count.key[0]
        if key is not None and (key not in most or count.numerator > most[key].numerator):
            most[key] = count
    return {key: count.key[1] for key, count in most.items()}


def _panels(kind: str, question: Question) -> dict[int, int]:
    """Return how many people each subject may sign: the sum of its doctors' limits."""
    limits = dict(Panel.objects.values_list("practitioner_id").annotate(Sum("most")))
    return _over_doctors(kind, question, limits)


def _hands(kind: str, question: Question) -> dict[int, int]:
    """Return how many people work for each subject: the members of a team, else the doctors."""
    if kind == Kind.TEAM:
        rows = TeamMember.objects.values_list("team").annotate(CountOf("pk"))
        return dict(rows)
    doctors = _by_key(MEMBERS, question, By.DOCTOR)
    return _over_doctors(kind, question, dict.fromkeys(doctors, 1))


def _over_doctors(kind: str, question: Question, each: Mapping[int, int]) -> dict[int, int]:
    """Return the sum of a number over the doctors with people signed under each subject."""
    by = OF_KIND[Kind(kind)]
    if by is By.DOCTOR:
        return dict(each)
    found: dict[int, int] = {}
    for count in counts(measure_named(MEMBERS), question, [by, By.DOCTOR]):
        key, doctor = count.key
        if key is not None and doctor is not None:
            found[key] = found.get(key, 0) + each.get(doctor, 0)
    return found


def _vetoes(kind: str, period: Period) -> dict[int, tuple[str, ...]]:
    found: dict[int, list[str]] = {}
    rows = Veto.objects.filter(subject_kind=kind, period=period.code).order_by("pk")
    for key, code in rows.values_list("subject_id", "code"):
        found.setdefault(key, []).append(code)
    return {key: tuple(codes) for key, codes in found.items()}
