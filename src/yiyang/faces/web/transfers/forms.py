"""What people fill in to ask for a transfer and to lead it on."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yiyang.beds.services.closing import LEAVING
from yiyang.documents.kinds import JPEG, PDF, PNG, kind_of
from yiyang.faces.web.pickers import MomentPicker, OwnIds, Unseen
from yiyang.faces.web.templatetags.yiyang_text import label
from yiyang.rules.placement.terms import Kind, Trigger

YES, NO = "yes", "no"
KNOWN = [("", _("not known")), (YES, _("yes")), (NO, _("no"))]
CAPABILITIES = ("STROKE_CENTRE", "CHEST_PAIN_CENTRE", "TRAUMA_CENTRE", "DIALYSIS", "VENTILATOR")
REFUSALS = ("NO_STAFF", "NO_SUITABLE_BED", "BEYOND_ABILITY", "FULL", "OTHER_REASON")
RISKS = range(6)  # the danger levels of the national assessment of severe mental disorders
# What the evaluator may declare: the three-valued ones, then the plain ones.
THREE_VALUED = (
    ("needs_continuous_treatment", _("Needs continuous treatment")),
    ("cannot_attend_clinic", _("Cannot go to a clinic")),
    ("home_is_safe", _("The home is safe")),
    ("has_carer", _("Has a carer")),
    ("in_service_area", _("Lives in the service area of a health centre")),
    ("acute_infection", _("Has an acute infection")),
)
PLAIN = (
    ("doctor_order", _("A doctor orders the bed")),
    ("consent", _("Informed consent is signed")),
    ("operator_contract", _("Has an agreement with a provider")),
    ("devices_complete", _("Devices at home are complete")),
    ("has_dementia", _("Has a diagnosis of dementia")),
    ("terminal_certified", _("A doctor certified the terminal stage")),
    ("palliative_consent", _("Consents to palliative care")),
    ("refuses_further_treatment", _("Declines further treatment of the cause")),
    ("reversible_acute", _("Acute, and can be reversed")),
    ("nursing", _("Needs a nursing-type bed")),
    ("dementia", _("Needs a dementia unit")),
)


def coded(codes: tuple[str, ...] | type) -> list[tuple[str, str]]:
    """Return choices whose names come from the texts in the reader's language."""
    return [(str(code), label(str(code))) for code in codes]


class VersionedForm(forms.Form):
    """A step of somebody who looked at the case in some state of it."""

    version = forms.IntegerField(widget=Unseen(), required=False)


class DeclaredForm(VersionedForm):
    """The situation as far as no stored row says it."""

    prognosis_months = forms.IntegerField(
        label=_("Prognosis in months"), min_value=0, max_value=120, required=False
    )
    psychiatric_risk = forms.TypedChoiceField(
        label=_("Psychiatric risk, as assessed (0 to 5)"),
        choices=[("", _("not known")), *((level, level) for level in RISKS)],
        coerce=int, empty_value=None, required=False,
    )  # fmt: skip
    referral_reason = forms.CharField(
        label=_("Referral: diagnosis and reason"), max_length=60, required=False
    )

    def __init__(self, *args: Any, has_carer: bool | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, text in THREE_VALUED:
            self.fields[name] = forms.ChoiceField(label=text, choices=KNOWN, required=False)
        if has_carer is not None:  # what is not declared is read there
            found = _("The register says: yes") if has_carer else _("The register says: no")
            self.fields["has_carer"].help_text = found
        for name, text in PLAIN:
            self.fields[name] = forms.BooleanField(label=text, required=False)

    def declared(self) -> dict[str, Any]:
        """Return what is declared by field; None for what is not known, or is said no more."""
        given = self.cleaned_data
        found: dict[str, Any] = {
            name: given[name] == YES if given[name] else None for name, _text in THREE_VALUED
        }
        found |= {name: given[name] or None for name, _text in PLAIN}
        for name in ("prognosis_months", "psychiatric_risk", "referral_reason"):
            found[name] = None if given[name] == "" else given[name]
        return found


class RequestForm(forms.Form):
    """Asking for a transfer: why, and what is wished."""

    isolation = forms.BooleanField(label=_("Needs isolation"), required=False)
    note = forms.CharField(
        label=_("What happened"), max_length=500, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["trigger"] = forms.ChoiceField(
            label=_("Why"),
            choices=[("", "—"), *coded(tuple(t for t in Trigger if t != Trigger.CLOSE))],
        )
        self.fields["wished_kind"] = forms.ChoiceField(
            label=_("Wished kind of bed"), choices=[("", "—"), *coded(tuple(Kind))], required=False
        )
        self.fields["needs"] = forms.MultipleChoiceField(
            label=_("Needed capabilities"), choices=coded(CAPABILITIES), required=False,
            widget=forms.CheckboxSelectMultiple,
        )  # fmt: skip
        self.order_fields(["trigger", "wished_kind", "note"])


class ScanField(forms.FileField):
    """A paper as it was scanned, where there is one: a picture of it, told from its bytes."""

    def __init__(self, *, label: str | Promise) -> None:
        widget = forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg"})
        super().__init__(label=label, required=False, max_length=120, widget=widget)

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Return the upload; refuse what is neither a PDF nor a picture."""
        found = super().clean(data, initial)
        if found:
            kind = kind_of(found.read(), found.name)
            found.seek(0)
            if kind not in (PDF, PNG, JPEG):
                raise forms.ValidationError(_("A scan is a PDF, PNG or JPEG file."))
        return found


class ConsentForm(OwnIds, VersionedForm):
    """Consent of the person or their representative to one kind of bed."""

    signed = ScanField(label=_("The signed form, scanned (PDF or picture)"))
    signer = forms.ChoiceField(
        label=_("Who gave it"),
        choices=[
            ("", "—"),
            ("PERSON", _("the person")),
            ("REPRESENTATIVE", _("the representative")),
        ],
    )

    def __init__(self, *args: Any, kinds: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        several = [("", "—")] if len(kinds) > 1 else []
        self.fields["kind"] = forms.ChoiceField(
            label=_("Kind of bed"), choices=[*several, *coded(kinds)],
            help_text=_("Who does not consent may choose another kind; or end the transfer below."),
        )  # fmt: skip


class AnswerForm(OwnIds, forms.Form):
    """An institution's answer to an offer."""

    answer = forms.ChoiceField(
        label=_("Answer"),
        choices=[("accept", _("We can take this person")), ("refuse", _("We cannot"))],
        widget=forms.RadioSelect,
    )  # fmt: skip
    note = forms.CharField(label=_("Note"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["refusal"] = forms.ChoiceField(
            label=_("Reason of a refusal"), choices=[("", "—"), *coded(REFUSALS)], required=False
        )
        self.order_fields(["answer", "refusal", "note"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("answer") == "refuse" and not given.get("refusal"):
            self.add_error("refusal", _("A refusal needs its reason."))
        return given


class HoldForm(VersionedForm):
    """Which institution's bed to reserve."""

    institution = forms.IntegerField(widget=Unseen())


class HandoverForm(OwnIds, VersionedForm):
    """What was handed over on arrival; without it only an emergency is closed."""

    note = forms.CharField(
        label=_("Nursing handover: what was checked and handed over"), max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Medicines, skin, diet, belongings. The transfer is closed with it."),
        error_messages={"required": _("Write the nursing handover: without it nothing is closed.")},
    )  # fmt: skip

    def __init__(self, *args: Any, is_needed: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].required = is_needed


class PaperForm(OwnIds, forms.Form):
    """A paper that an emergency went ahead without."""

    note = forms.CharField(
        label=_("What it says, and where the original is kept"), max_length=300,
    )  # fmt: skip
    signed = ScanField(label=_("The paper, scanned (PDF or picture)"))

    def __init__(self, *args: Any, owed: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"] = forms.ChoiceField(label=_("Which paper"), choices=coded(owed))
        self.order_fields(["kind"])


class EndForm(OwnIds, VersionedForm):
    """Ending a transfer otherwise: rejected, withdrawn, or outside the network."""

    action = forms.ChoiceField(
        label=_("How"),
        choices=[
            ("", "—"), ("REJECT", _("Reject the request")), ("CANCEL", _("Withdraw the request")),
            ("GO_OUTSIDE", _("Destination outside the network")),
        ],
    )  # fmt: skip
    outside = forms.CharField(label=_("Destination"), max_length=160, required=False)
    note = forms.CharField(label=_("Reason"), max_length=500)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("action") == "GO_OUTSIDE" and not given.get("outside"):
            self.add_error("outside", _("Tell where the person goes."))
        return given


class WithdrawForm(OwnIds, VersionedForm):
    """Taking back what one has asked for oneself."""

    note = forms.CharField(label=_("Reason"), max_length=500)


class ReturnForm(forms.Form):
    """The conditions of going back to the kept bed."""

    news2 = forms.IntegerField(label="NEWS2", min_value=0, max_value=20, required=False)
    hours_low = forms.IntegerField(
        label=_("Hours the score has stayed low"), min_value=0, max_value=10_000, required=False
    )
    treatment_goal_reached = forms.BooleanField(
        label=_("The goal of treatment is reached"), required=False
    )
    discharge_summary = forms.BooleanField(
        label=_("The discharge summary has come"), required=False
    )
    care_plan_updated = forms.BooleanField(label=_("The care plan is updated"), required=False)
    medicines_reconciled = forms.BooleanField(
        label=_("The medicines are reconciled"), required=False
    )


class KeepForm(forms.Form):
    """Keeping a bed longer."""

    days = forms.IntegerField(label=_("Days longer"), min_value=1, max_value=90)
    reason = forms.CharField(label=_("Reason"), max_length=200)


class LeaveForm(forms.Form):
    """Why somebody leaves the network."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"] = forms.ChoiceField(
            label=_("Reason"), choices=[("", "—"), *coded(LEAVING)]
        )


class DeathForm(forms.Form):
    """Recording a death closes everything."""

    died_at = forms.DateTimeField(label=_("Died at"), widget=MomentPicker())
