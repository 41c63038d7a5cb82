"""The forms of a referral."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiyang.booking.models import Session
from yiyang.faces.web.choices import coded
from yiyang.faces.web.pickers import Unseen
from yiyang.faces.web.templatetags.yiyang_text import label, moment, named, with_node
from yiyang.referrals.facts import Given
from yiyang.referrals.selectors import Receiver
from yiyang.referrals.services import Contact

NO_ICD10 = _("An ICD-10 code is one letter and two digits, then a dot and up to four: E11.9.")
ICD10 = r"^[A-Za-z][0-9]{2}(\.[0-9A-Za-z]{1,4})?$"
URGENCIES = ("PLANNED", "ORANGE")
CHANNELS = ("VISIT", "HOME", "PHONE")
MOST_NEWS2 = 20
LONGEST = 2000


def _words(name: object, *, required: bool = True, rows: int = 2) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=name, max_length=LONGEST, required=required, widget=area)


def _diagnosis() -> forms.RegexField:
    said = {"invalid": NO_ICD10}
    return forms.RegexField(
        ICD10, label=_("Diagnosis (ICD-10)"), max_length=16, error_messages=said
    )


class ReferForm(forms.Form):
    """What a referral must say; what is known already is filled in."""

    diagnosis = _diagnosis()
    news2 = forms.IntegerField(label=_("NEWS2 total now"), min_value=0, max_value=MOST_NEWS2)
    question = _words(_("Question to the receiver"))
    done = _words(_("Treatment and tests done"))
    summary = _words(_("Discharge summary (with a referral down)"), required=False, rows=3)
    consent = forms.BooleanField(label=_("The person agrees to be referred"))
    advice_first = forms.BooleanField(
        label=_("Ask the specialist first whether to send the person"), required=False
    )

    def __init__(
        self, *args: Any, reasons: Iterable[str], receivers: Iterable[Receiver], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["receiver"] = forms.ChoiceField(
            label=_("To"), choices=[(str(r.institution.pk), _receiver(r)) for r in receivers]
        )
        self.fields["reason"] = forms.ChoiceField(
            label=_("Reason"), choices=coded(reasons, blank="—")
        )
        self.fields["urgency"] = forms.ChoiceField(label=_("Urgency"), choices=coded(URGENCIES))
        self.order_fields(["receiver", "reason", "urgency", "diagnosis", "news2"])

    def given(self) -> Given:
        """Return what the sender says."""
        kept = self.cleaned_data
        names = ("reason", "urgency", "diagnosis", "news2", "done", "question", "consent")
        return Given(**{name: kept[name] for name in names}, summary=kept["summary"])


def _receiver(receiver: Receiver) -> str:
    return f"{with_node(receiver.institution)} · {label('RELATION_' + receiver.relation)}"


class StepForm(forms.Form):
    """A step that needs nothing but the version that was seen."""

    version = forms.IntegerField(widget=Unseen(), required=False)


class TextForm(StepForm):
    """A step that is said in words."""

    text = _words(_("In words"))


class AcceptForm(StepForm):
    """The slot with which a referral is accepted; a referral down (no ``sessions``) needs none."""

    def __init__(self, *args: Any, sessions: Iterable[Session] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if sessions is None:
            return
        choices = [(str(s.pk), f"{named(s.clinic)} · {moment(s.span.lower)}") for s in sessions]
        none = _("No open session lies ahead: publish one under Clinics and slots first.")
        self.fields["session"] = forms.ChoiceField(
            label=_("Slot in"), choices=choices, help_text="" if choices else none
        )


class ReportForm(TextForm):
    """The report that closes the loop."""

    diagnosis = _diagnosis()


class ContactForm(StepForm):
    """How the family doctor reached the person."""

    minutes = forms.IntegerField(label=_("Minutes it took"), min_value=1, max_value=240, initial=15)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["channel"] = forms.ChoiceField(
            label=_("How"), choices=coded(CHANNELS, "CONTACT_")
        )
        self.order_fields(["channel", "minutes"])

    def met(self) -> Contact:
        """Return the contact, which ends now."""
        now = timezone.now()
        minutes = timedelta(minutes=self.cleaned_data["minutes"])
        return Contact(self.cleaned_data["channel"], now - minutes, now)
