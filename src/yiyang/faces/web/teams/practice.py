"""Where people practise: one registration, several places with their days (YRD-6)."""

from __future__ import annotations

from datetime import date

from django import forms
from django.core.paginator import Paginator
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from yiyang.access.powers import Power
from yiyang.agreements.services import register_family_doctor, register_practice_place
from yiyang.faces.web.doors import needs
from yiyang.faces.web.mending import mend
from yiyang.faces.web.teams.forms import EndPlaceForm, HereForm, PlaceForm
from yiyang.network import selectors
from yiyang.network.models import Institution, Practitioner
from yiyang.network.services import end_post

PAGE_SIZE = 50


@needs(Power.ACCEPT_PRACTICE, Power.EDIT_TEAMS)
@require_GET
def practitioners(request: HttpRequest) -> HttpResponse:
    """Find who practises in one's institution, or in the district."""
    text = request.GET.get("text", "")
    found = selectors.practitioners_for(request.assignment, text)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "teams/practitioners.html", {"page": page, "text": text})


@needs(Power.ACCEPT_PRACTICE, Power.EDIT_TEAMS)
@require_GET
def practitioner(request: HttpRequest, pk: int) -> HttpResponse:
    """Show somebody's practice places with their days, and their teams."""
    found = selectors.practitioner_for(request.assignment, pk)
    today = timezone.localdate()
    institutions = selectors.institutions_for(request.assignment).order_by("name_zh")
    shown = {
        "practitioner": found,
        "today": today,
        "places": [
            (post, _state(post.span, today)) for post in selectors.practice_places(pk)
        ],
        "mine": set(selectors.posts_for(request.assignment).filter(practitioner=pk).values_list(
            "pk", flat=True
        )),
        "teams": found.teams.select_related("team__institution").order_by("pk"),
        "place_form": PlaceForm(institutions=institutions),
        "here_form": HereForm(institutions=_here(request, found)),
        "end_form": EndPlaceForm(),
    }  # fmt: skip
    return render(request, "teams/practitioner.html", shown)


@needs(Power.ACCEPT_PRACTICE)
@require_POST
def place_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Register one more practice place of somebody."""
    found = selectors.practitioner_for(request.assignment, pk)
    institutions = selectors.institutions_for(request.assignment).order_by("name_zh")
    form = PlaceForm(request.POST, institutions=institutions)
    if not form.is_valid():
        return _again(request, form, found)
    given = dict(form.cleaned_data)
    institution = given.pop("institution")
    register_practice_place(
        practitioner_id=pk, institution_id=institution.pk,
        by=request.actor, at=timezone.now(), **given,
    )  # fmt: skip
    return redirect("practitioner", pk=pk)


@needs(Power.ACCEPT_PRACTICE, Power.EDIT_TEAMS)
@require_POST
def place_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a practice place on a day."""
    post = selectors.post_for(request.assignment, pk)
    form = EndPlaceForm(request.POST)
    if not form.is_valid():
        return _again(request, form, post.practitioner)
    end_post(post_id=pk, on=form.cleaned_data["on"], by=request.actor, at=timezone.now())
    return redirect("practitioner", pk=post.practitioner_id)


@needs(Power.EDIT_TEAMS)
@require_POST
def family_doctor(request: HttpRequest, pk: int) -> HttpResponse:
    """Register somebody as a family doctor of an institution, if they may be one."""
    found, now = selectors.practitioner_for(request.assignment, pk), timezone.now()
    form = HereForm(request.POST, institutions=_here(request, found))
    if not form.is_valid():
        return _again(request, form, found)
    register_family_doctor(
        practitioner_id=pk, institution_id=form.cleaned_data["institution"].pk,
        since=timezone.localdate(now), by=request.actor, at=now,
    )  # fmt: skip
    return redirect("practitioner", pk=pk)


def _here(request: HttpRequest, found: Practitioner) -> QuerySet[Institution]:
    """The institutions one looks after where somebody has a practice place."""
    posts = selectors.posts_for(request.assignment).filter(practitioner=found)
    institutions = selectors.institutions_for(request.assignment)
    return institutions.filter(pk__in=posts.values("institution")).order_by("name_zh")


def _state(span: DateRange, today: date) -> str:
    """Whether a place is held, over or to come."""
    if span.upper is not None and span.upper <= today:
        return "OVER"
    return "HELD" if span.lower <= today else "TO_COME"


def _again(request: HttpRequest, form: forms.Form, found: Practitioner) -> HttpResponse:
    return mend(request, form, back=reverse("practitioner", args=[found.pk]), of=found.name)
