"""An organisation's desk: its people from a list, who has agreed, and one agreement for them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yiyang.access.powers import Power
from yiyang.decisions.services import read_book
from yiyang.faces.web.doors import needs
from yiyang.faces.web.signing.forms import doctor_label, package_label, years_label
from yiyang.faces.web.signing.own import reading_for
from yiyang.faces.web.signing.standing import state_on
from yiyang.faces.web.templatetags.yiyang_text import say
from yiyang.kernel.excerpt import excerpt
from yiyang.network.importing.tables import UnreadableTable, read_table
from yiyang.network.models import Institution
from yiyang.network.selectors import own_institution
from yiyang.policy.book import Reading
from yiyang.rules.agreements.facts import ORGANISATION
from yiyang.rules.packages import BASIC, packages
from yiyang.signing import selectors
from yiyang.signing.facts import MemberWish, Wish
from yiyang.signing.finding import doctors_near, way_to
from yiyang.signing.models import Draft
from yiyang.signing.services.drafting import draft_agreement, wish_of
from yiyang.signing.services.staff import enrol_staff, read_staff
from yiyang.signing.wording import forms as every_form

SHOWN_FINDINGS = 200


class ListForm(forms.Form):
    """A list of people."""

    file = forms.FileField(
        label=_("List of people"),
        help_text=_("CSV or .xlsx with the columns name and resident id."),
        widget=forms.ClearableFileInput({"accept": ".csv,.txt,.xlsx"}),
    )

    def clean_file(self) -> Any:
        """Refuse what is no table, with its reasons."""
        file = self.cleaned_data["file"]
        try:
            self.table = read_table(file.read())
        except UnreadableTable as bad:
            raise forms.ValidationError([say(f.message) for f in bad.findings]) from None
        return file


class StaffForm(forms.Form):
    """Who is signed, who of them has agreed, with whom and for how long."""

    doctor = forms.ChoiceField(label=_("Family doctor"))
    packages = forms.MultipleChoiceField(
        label=_("Packages"), widget=forms.CheckboxSelectMultiple, initial=[BASIC]
    )
    years = forms.ChoiceField(label=_("For how long"), initial="1")
    agreed = forms.MultipleChoiceField(
        label=_("Signed for, having agreed themselves"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, *args: Any, home: Institution, people: Any, reading: Reading, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.home, self.reading = home, reading
        doctors = doctors_near(home, reading)
        self.fields["doctor"].choices = [(one.key, doctor_label(one)) for one in doctors]
        self.fields["packages"].choices = [
            (code, package_label(one)) for code, one in packages(reading).items()
        ]
        terms = reading.codes("agreements.terms")
        self.fields["years"].choices = [(years, years_label(int(years))) for years in terms]
        self.fields["agreed"].choices = [(str(row.person_id), row.person.name) for row in people]

    def wish(self) -> Wish:
        """Return the agreement wished for those who have agreed."""
        given = self.cleaned_data
        institution_id, practitioner_id, team_id = map(int, given["doctor"].split("-"))
        people = []
        for key in map(int, given["agreed"]):
            way, replaces = way_to(
                key,
                institution_id=institution_id,
                practitioner_id=practitioner_id,
                reading=self.reading,
            )
            people.append(MemberWish(key, tuple(given["packages"]), way, replaces))
        return Wish(
            form=ORGANISATION,
            years=int(given["years"]),
            institution_id=institution_id,
            practitioner_id=practitioner_id,
            team_id=team_id or None,
            people=tuple(people),
            organisation_id=self.home.pk,
        )


@needs(Power.SIGN_STAFF)
@require_http_methods(["GET", "POST"])
def staff(request: HttpRequest) -> HttpResponse:
    """Show the organisation's people and agreements; draw up one for those who have agreed."""
    home = own_institution(request.assignment)
    form = _form(request, home)
    if form.is_valid():
        draft = draft_agreement(
            wish=form.wish(), asker=ORGANISATION, by=request.actor, at=timezone.now()
        )
        return redirect("signing_draft", pk=draft.pk)
    return render(request, "signing/staff.html", _shown(request, home, form, ListForm()))


@needs(Power.SIGN_STAFF)
@require_http_methods(["GET", "POST"])
def staff_list(request: HttpRequest) -> HttpResponse:
    """Take in a list of people; rows that name nobody are left out, each with its fault."""
    home = own_institution(request.assignment)
    form = ListForm(request.POST or None, request.FILES or None)
    if not form.is_valid():
        shown = _shown(request, home, _form(None, home), form)
        return render(request, "signing/staff.html", shown)
    read = read_staff(form.table)
    fresh = enrol_staff(
        organisation_id=home.pk, person_ids=read.person_ids, by=request.actor, at=timezone.now()
    )
    told = ngettext("%(n)s person is new.", "%(n)s people are new.", fresh) % {"n": fresh}
    messages.success(request, told, extra_tags="good")
    shown = _shown(request, home, _form(None, home), ListForm())
    shown["findings"] = excerpt(read.findings, SHOWN_FINDINGS)
    return render(request, "signing/staff.html", shown)


@needs(Power.SIGN_STAFF)
@require_POST
def without_refused(request: HttpRequest, pk: int) -> HttpResponse:
    """Draw a refused draft up again with those whom the rule accepts."""
    found = selectors.draft_for(request.assignment, pk)
    refused = {m.person_id for m in found.members.all() if m.reasons}
    wish = wish_of(found)
    kept = tuple(one for one in wish.people if one.person_id not in refused)
    fresh = Wish(**{**vars(wish), "people": kept, "first_day": None})
    draft = draft_agreement(wish=fresh, asker=ORGANISATION, by=request.actor, at=timezone.now())
    return redirect("signing_draft", pk=draft.pk)


def _form(request: HttpRequest | None, home: Institution) -> StaffForm:
    """Return the form with those whom the organisation has not signed, or may renew by now."""
    reading = reading_for(home)
    people = list(selectors.staff_of(home.pk, reading.day))
    until = reading.day + reading.duration("agreements.renewal_window")
    held = selectors.signed_by(home.pk, [row.person_id for row in people], until)
    free = [row for row in people if row.person_id not in held]
    given = request.POST or None if request is not None else None
    return StaffForm(given, home=home, people=free, reading=reading)


def _shown(
    request: HttpRequest, home: Institution, form: StaffForm, list_form: ListForm
) -> dict[str, Any]:
    today = timezone.localdate()
    people = list(selectors.staff_of(home.pk, today))
    signed = selectors.signed_by(home.pk, [row.person_id for row in people], today)
    return {
        "home": home,
        "people": [(row.person, signed.get(row.person_id)) for row in people],
        "form": form,
        "list_form": list_form,
        "drafts": selectors.drafts_for(request.assignment).filter(state=Draft.State.WAITING),
        "agreements": [
            (row, state_on((row.span.lower, row.span.upper), row.state, today))
            for row in selectors.agreements_for(request.assignment).order_by("-span", "pk")
        ],
    }


@needs(Power.SIGN_OWN, Power.SIGN_PEOPLE, Power.SIGN_STAFF, Power.CONTRACT, Power.SEE_POLICY)
@require_GET
def wording(request: HttpRequest) -> HttpResponse:
    """Show the forms of agreements, and by which act each must say what it says."""
    line = read_book(timezone.localdate()).line("agreements.document_contents")
    return render(request, "signing/forms.html", {"forms": every_form().values(), "line": line})
