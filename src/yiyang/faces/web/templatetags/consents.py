"""Texts of consents, for templates."""

from __future__ import annotations

from collections.abc import Mapping

from django import template
from django.utils.translation import get_language

from yiyang.consents.models import Consent
from yiyang.consents.wording import grantee_of
from yiyang.faces.web.templatetags.yiyang_text import (
    catalogue,
    label,
    label_or_code,
    say,
    with_node,
)
from yiyang.kernel.messages import Message

register = template.Library()


@register.filter
def grantee(consent: Consent) -> str:
    """Return the name of who may see, or may not."""
    if consent.grantee_institution is not None:
        return with_node(consent.grantee_institution)
    return label_or_code(grantee_of(consent).in_language(get_language() or "zh"))


@register.filter
def in_page(text: Mapping[str, Message]) -> str:
    """Return the text of a consent in the language of the page."""
    return say(text["zh" if (get_language() or "zh").startswith("zh") else "en"])


@register.filter
def ground(origin: str) -> str:
    """Return because of what somebody sees a person, by the origin of the grant."""
    code = f"GROUND_{origin.upper()}"
    return label(code if code in catalogue().texts else "GROUND_UNKNOWN")


@register.filter
def field_name(name: str) -> str:
    """Return the text of a field of an export, or the name of a type of resource."""
    code = f"EXPORT_FIELD_{name.upper()}"
    return label(code) if code in catalogue().texts else name
