"""How visits and acts are shown."""

from __future__ import annotations

from django import template

from yiyang.faces.web.templatetags.yiyang_text import catalogue, label_or_code
from yiyang.ledger.models import Act
from yiyang.visits.models import PointService, Visit

register = template.Library()


@register.filter
def stars(count: int) -> range:
    """Return as many steps as a rating has stars."""
    return range(count)


@register.filter
def flag(code: str) -> str:
    """Return the name of a flag; where its sentence has numbers, without them."""
    name = f"FLAG_{code}"
    return label_or_code(name) if name in catalogue().texts else label_or_code(code)


@register.filter
def flags_of(visit: Visit) -> list[str]:
    """Return the codes of every flag of a visit's checks and items."""
    found = [code for check in visit.checks.all() for code in check.flags]
    found += [code for item in visit.items.all() for code in item.reasons]
    return list(dict.fromkeys(found))


@register.filter
def act_name(act: Act) -> str:
    """Return what an act was: its item, or its kind."""
    kind = label_or_code(f"ACT_KIND_{act.kind}")
    if act.kind.startswith("STAY_"):
        kind = label_or_code(act.kind.removeprefix("STAY_"))
    if not act.item:
        return kind
    name = label_or_code(f"ITEM_{act.item}")
    return f"{kind} · {label_or_code(act.item) if name.startswith('ITEM_') else name}"


@register.filter
def weekday(number: int) -> str:
    """Return the name of a day of the week, 0 for Monday."""
    return label_or_code(f"WEEKDAY_{number}")


@register.filter
def given_name(row: PointService) -> str:
    """Return the name of a service given or a thing bought."""
    return label_or_code(row.item if row.kind == "PURCHASE" else f"ITEM_{row.item}")
