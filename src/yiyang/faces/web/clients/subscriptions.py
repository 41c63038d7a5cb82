"""The security officer's page of subscriptions: what is told to whom, and what does not arrive."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_POST

from yiyang.access.powers import Power
from yiyang.faces.web.doors import needs
from yiyang.rules.subscribing.topics import topics
from yiyang.subscriptions.models import Subscription
from yiyang.subscriptions.selectors import host_of, subscription_kept_by, subscriptions_kept_by
from yiyang.subscriptions.services import go_on, switch_off


@needs(Power.MANAGE_ACCOUNTS)
@require_GET
def subscriptions(request: HttpRequest) -> HttpResponse:
    """Show the subscriptions of the officer's clients, those that fail first."""
    found = [_line(one) for one in subscriptions_kept_by(request.assignment)]
    found.sort(key=lambda line: line["one"].failing_since is None)
    return render(request, "clients/subscriptions.html", {"lines": found})


@needs(Power.MANAGE_ACCOUNTS)
@require_POST
def off(request: HttpRequest, pk: int) -> HttpResponse:
    """Switch a subscription off; its client may ask for it again."""
    found = subscription_kept_by(request.assignment, pk)
    switch_off(key=found.pk, by=request.actor, at=timezone.now())
    return redirect("subscriptions")


@needs(Power.MANAGE_ACCOUNTS)
@require_POST
def on(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a subscription go on that a restore has stopped."""
    found = subscription_kept_by(request.assignment, pk)
    go_on(key=found.pk, by=request.actor, at=timezone.now())
    return redirect("subscriptions")


def _line(one: Subscription) -> dict[str, object]:
    topic = topics().get(one.topic)
    language = "zh" if (get_language() or "zh").startswith("zh") else "en"
    title = topic.title[language] if topic else one.topic
    return {"one": one, "topic": title, "host": host_of(one)}
