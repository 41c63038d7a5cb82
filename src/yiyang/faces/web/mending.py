"""What a page answers where what it was sent is not right: it says so, and nothing is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise

from yiyang.faces.web.templatetags.yiyang_text import say
from yiyang.kernel.errors import Refused

T = TypeVar("T")
BAD_FORM, CONFLICT = 400, 409


def mend(
    request: HttpRequest,
    form: forms.Form,
    *,
    back: str,
    of: str | Promise,
    refused: Refused | None = None,
) -> HttpResponse:
    """Show a form by itself with what is wrong in it, to be sent to the same address again.

    For a form that stands on a page among others.  What was typed stays.

    Args:
        back: the address of the page it stands on.
        of: what that page is called.
        refused: why a form that is well written was declined; the answer is then 409.
    """
    shown = {"form": form, "back": back, "of": of}
    if refused is None:
        return render(request, "frame/mend.html", shown, status=BAD_FORM)
    return declined(request, form, refused, "frame/mend.html", shown)


def declined(
    request: HttpRequest, form: forms.Form, refused: Refused, template: str, shown: dict[str, Any]
) -> HttpResponse:
    """Show a page again with its form as it was sent and why it was declined, answered 409."""
    form.add_error(None, say(refused.message))
    return as_refusal(render(request, template, shown), refused)


def once_filled(
    request: HttpRequest,
    form: forms.Form,
    template: str,
    shown: dict[str, Any],
    act: Callable[[], HttpResponse],
) -> HttpResponse:
    """Show a form until it is well filled in, then act; what is declined keeps what was typed.

    Args:
        template, shown: the page of the form, with what stands on it beside the form.
        act: does what the form asks and returns where to go then.
    """
    shown = {"form": form} | shown
    if not form.is_valid():
        status = BAD_FORM if request.method == "POST" else 200
        return render(request, template, shown, status=status)
    try:
        return act()
    except Refused as refused:
        return declined(request, form, refused, template, shown)


def as_refusal(answer: HttpResponse, refused: Refused) -> HttpResponse:
    """Return a page that tells itself why something was declined, marked as every refusal is."""
    answer.status_code, answer["X-Refusal"] = CONFLICT, refused.code
    return answer


def word(request: HttpRequest, name: str, known: Mapping[str, T]) -> T:
    """Return what one of a few words means, as the buttons of a form send them.

    Raises:
        BadRequest: none of them was sent; no answer is taken for granted.
    """
    sent = request.POST.get(name, "")
    if sent not in known:
        raise BadRequest(name)
    return known[sent]
