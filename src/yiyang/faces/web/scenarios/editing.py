"""The scenario editor: named changes on top of a kept scenario, without a line of code."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yiyang.access.powers import Power
from yiyang.faces.web.doors import needs
from yiyang.faces.web.scenarios.forms import LINES, SETS, PlanForm, filled
from yiyang.faces.web.templatetags.yiyang_text import say
from yiyang.planning.simulation.changes import Changes, values_of
from yiyang.planning.simulation.scenario import Scenario as Plan
from yiyang.planning.simulation.scenario_files import BadScenario
from yiyang.planning.simulation.writing import text_of
from yiyang.scenarios import selectors
from yiyang.scenarios.checking import check
from yiyang.scenarios.models import Scenario
from yiyang.scenarios.services import keep_scenario

BAD_FORM = 400
MORE = "more"


@needs(Power.PLAN_NETWORK)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the editor on a kept scenario; keep the plan that it says."""
    base = selectors.scenario_for(request.assignment, pk)
    wants_more = request.POST.get("act", "") == MORE
    editor = Editor(base, request.POST or None, wants_more=wants_more)
    if request.method == "POST" and not wants_more and editor.is_valid():
        plan = keep_scenario(
            place=base.place, text=editor.text, rates=base.rates, by=request.actor,
            at=timezone.now(),
        )  # fmt: skip
        return redirect("scenario", pk=plan.pk)
    status = BAD_FORM if request.method == "POST" and not wants_more else 200
    page = {"base": base, "form": editor.form, "sets": editor.titled(), "said": editor.plan}
    return render(request, "scenarios/edit.html", page, status=status)


class Editor:
    """The forms of a plan on a base, and the text that they make."""

    def __init__(self, base: Scenario, given: QueryDict | None, *, wants_more: bool) -> None:
        self.base, self.text = base, ""
        self.plan: Plan = selectors.plan_of(base)
        data = _longer(given) if given is not None and wants_more else given
        self.form = PlanForm(None if wants_more else data, initial=data if wants_more else None)
        self.sets = {
            name: kind(data, prefix=name, form_kwargs={"plan": self.plan})
            for name, kind in SETS.items()
        }

    def titled(self) -> list[tuple[str, str, Any]]:
        """Return the parts of the editor with their headings and what each is for."""
        told = {
            "beds": (
                _("Beds"),
                _("For a sub-district or the whole area: shared among those who have such beds."),
            ),
            "stations": (_("New stations"), _("Each stands in the middle of its sub-district.")),
            "staff": (_("Absent staff"), _("Fewer staff run fewer beds.")),
            "waves": (
                _("Epidemic waves"), _("More people get worse: rising to a peak and falling.")
            ),
            "contracts": (
                _("Five-bed contracts"), _("People of the first have priority at the second.")
            ),
        }  # fmt: skip
        return [(*told[name], formset) for name, formset in self.sets.items()]

    def is_valid(self) -> bool:
        """Tell whether the plan can be kept; what is wrong is said by the forms."""
        valid = [each.is_valid() for each in (self.form, *self.sets.values())]
        if not all(valid):
            return False
        changes = self._changes()
        if not any((*(getattr(changes, n) for n in LINES), changes.clocks)) and (
            changes.cycle_days is None
        ):
            self.form.add_error(None, _("Say at least one change."))
            return False
        try:
            self.text = text_of(values_of(changes, self.plan))
            findings = check(self.text, self.base.place).findings
        except BadScenario as bad:
            findings = bad.findings
        for finding in findings:
            self.form.add_error(None, say(finding.message))
        return not findings

    def _changes(self) -> Changes:
        given = self.form.cleaned_data
        return Changes(
            name={"zh": given["name"], "en": given["name"]},
            base=str(self.base.pk),
            clocks=self.form.clocks(),
            cycle_days=given["cycle_days"],
            **{name: filled(lines) for name, lines in self.sets.items()},
        )


def _longer(given: QueryDict) -> QueryDict:
    """Return what was given with one more line in each part."""
    data = given.copy()
    for name in LINES:
        key = f"{name}-TOTAL_FORMS"
        total = data.get(key, "")
        if total.isascii() and total.isdigit():
            data[key] = str(int(total) + 1)
    return data
