"""The inbox of whoever is on duty, and the visible phone of the demo."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from yiyang.access.models import Assignment, Role
from yiyang.access.powers import Power
from yiyang.access.selectors import demo_codes
from yiyang.cases.selectors import names_of_cases
from yiyang.cases.services import acknowledge_notice
from yiyang.faces.web.doors import needs, public
from yiyang.faces.web.linked import may_enter
from yiyang.faces.web.templatetags.yiyang_text import catalogue
from yiyang.kernel.excerpt import Excerpt
from yiyang.kernel.messages import Message
from yiyang.kernel.plain import digest
from yiyang.notices import selectors
from yiyang.notices.channels import EMAIL, SMS
from yiyang.notices.models import Delivery, Notice

NO_CONTENT = 204
TEXTS_SHOWN = 30
CASE = "CASE"  # the kind of subject of a notice about a case


@needs(Power.ANSWER_NOTICE)
@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """Show what waits for an answer, and what was answered."""
    page = _inbox(request.assignment) | {"has_phone": _is_demo()}
    return render(request, "notices/inbox.html", page)


@needs(Power.ANSWER_NOTICE)
@require_GET
def inbox_list(request: HttpRequest) -> HttpResponse:
    """Return the list when it is no longer as the page has it; asked every few seconds."""
    page = _inbox(request.assignment)
    if request.GET.get("as") == page["version"]:
        return HttpResponse(status=NO_CONTENT)
    return render(request, "notices/list.html", page)


@needs(Power.ANSWER_NOTICE)
@require_POST
def acknowledge(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one notice, which stops its clock, and go on to what it is about."""
    notice = selectors.notice_for(request.assignment, pk)
    acknowledge_notice(notice=notice, by=request.actor, at=timezone.now())
    return redirect(_onward(request.assignment, notice))


@public
@require_GET
def phone(request: HttpRequest) -> HttpResponse:
    """Show the text messages and e-mails that the demo sent; there is none in production."""
    if not _is_demo():
        raise Http404
    sent = [*selectors.texts_sent(SMS, TEXTS_SHOWN), *selectors.texts_sent(EMAIL, TEXTS_SHOWN)]
    sent.sort(key=lambda delivery: (delivery.sent_at, delivery.pk), reverse=True)
    page = {
        "texts": [(delivery, _words(delivery)) for delivery in sent[:TEXTS_SHOWN]],
        "codes": demo_codes(at=timezone.now()),
    }
    return render(request, "notices/screen.html" if request.htmx else "notices/phone.html", page)


def _inbox(assignment: Assignment) -> dict[str, Any]:
    found = selectors.inbox(assignment)
    waiting = Excerpt(
        (notice for notice in found if notice.acknowledged_at is None), more=found.more
    )
    state = [[notice.pk, notice.level, notice.acknowledged_at] for notice in found]
    return {
        "waiting": waiting,
        "is_resident": assignment.role == Role.RESIDENT,
        "names": names_of_cases(
            assignment, {row.subject_id for row in found if row.subject_kind == CASE}
        ),
        "open": {notice.pk for notice in found if may_enter(assignment, notice.link)},
        "answered": [notice for notice in found if notice.acknowledged_at is not None],
        "version": digest([[str(value) for value in row] for row in state])[:16],
    }


def _onward(assignment: Assignment, notice: Notice) -> str:
    """The page a notice links to where it opens to the reader, else the inbox.

    What nobody answered is passed on to a role that may know of it and not read it.
    """
    return notice.link if may_enter(assignment, notice.link) else "notices"


def _words(delivery: Delivery) -> str:
    message = Message(delivery.notice.code, delivery.notice.params)
    return catalogue().render(message, delivery.account.language)


def _is_demo() -> bool:
    return settings.ENV == "demo"
