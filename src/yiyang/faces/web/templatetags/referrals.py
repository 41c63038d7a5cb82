"""Referrals for templates."""

from __future__ import annotations

from django import template
from django.urls import reverse

from yiyang.cases.models import Case
from yiyang.faces.web.referrals.steps import NAME_OF

register = template.Library()


@register.simple_tag
def step_address(case: Case, action: str) -> str:
    """Return where the form of one step of a referral is sent."""
    return reverse(f"referral_{NAME_OF[action]}", kwargs={"pk": case.pk})
