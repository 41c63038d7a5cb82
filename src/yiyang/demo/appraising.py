"""Answers to the survey, and the appraisals of last year and of this year so far."""

from __future__ import annotations

from datetime import datetime, timedelta

from yiyang.audit.services import PROGRAM
from yiyang.demo.district import District
from yiyang.demo.plan import Progress
from yiyang.performance.models import SurveyCall
from yiyang.performance.services import draft_appraisals, draw_sample, finalise_appraisals
from yiyang.performance.services.surveys import most_points
from yiyang.rules.instruments.loader import instrument

ANSWERING = 0.72  # of those who were drawn
POINTS = ("3", "4", "4", "4", "5", "5", "5", "5")  # what an answer is drawn from
OPEN_DAYS = timedelta(days=8)
UPDATED = ["state", "answers", "score", "most", "called_at"]


def store_appraisals(district: District, progress: Progress) -> None:
    """Ask people of each team how content they are, and appraise by all that is recorded."""
    at = district.plan.at
    for year in (at.year - 1, at.year):
        draw_sample(period=str(year), by=PROGRAM, at=at)
        progress("surveycall", _answer(district, year, at))
    progress("appraisal", draft_appraisals(period=str(at.year), by=PROGRAM, at=at))
    drafted = at - OPEN_DAYS
    if drafted.year == at.year:  # last year's drafts have lain open long enough
        progress("appraisal", draft_appraisals(period=str(at.year - 1), by=PROGRAM, at=drafted))
        finalise_appraisals(period=str(at.year - 1), by=PROGRAM, at=at)


def _answer(district: District, year: int, at: datetime) -> int:
    """Answer a year's calls on the last day of the year, or now."""
    random = district.plan.random(f"survey {year}")
    called_at = min(at, at.replace(year=year, month=12, day=20))
    answered = []
    for call in SurveyCall.objects.filter(period=str(year)).order_by("pk"):
        edition = instrument(call.instrument, on=at.date())
        call.called_at = called_at
        if random.random() < ANSWERING:
            call.answers = {item.id: random.choice(POINTS) for item in edition.items}
            call.score = sum(map(int, call.answers.values()))
            call.most, call.state = most_points(edition), SurveyCall.State.ANSWERED
        else:
            call.state = SurveyCall.State.NOT_REACHED
        answered.append(call)
    SurveyCall.objects.bulk_update(answered, UPDATED, batch_size=500)
    return len(answered)
