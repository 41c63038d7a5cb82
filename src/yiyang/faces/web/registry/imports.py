"""Import of a table: upload, look at how it is read, mend the mapping, take it in."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yiyang.access.powers import Power
from yiyang.agreements import importing
from yiyang.agreements.importing import File
from yiyang.documents.models import Document
from yiyang.documents.services import keep_document
from yiyang.faces.web.choices import coded
from yiyang.faces.web.doors import needs
from yiyang.faces.web.registry.tables import described, heading, words
from yiyang.faces.web.templatetags.yiyang_text import say
from yiyang.kernel.excerpt import Excerpt, excerpt
from yiyang.kernel.findings import Finding
from yiyang.kernel.messages import Message
from yiyang.network.importing.columns import Choice
from yiyang.network.importing.tables import UnreadableTable, read_table
from yiyang.network.models import ColumnMapping

SHOWN_ROWS = 10
SHOWN_FINDINGS = 200
KEPT_DAYS = 2  # an upload is needed until it is taken in, no longer
SESSION_KEY = "imports"  # the uploads of this session: nobody else opens them


class UploadForm(forms.Form):
    """A file and what it holds."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV (UTF-8 or GB18030) or .xlsx, with one header row."),
        widget=forms.ClearableFileInput({"accept": ".csv,.txt,.xlsx"}),
    )
    kind = forms.ChoiceField(
        label=_("What it holds"),
        required=False,
        choices=coded(importing.KINDS, "TABLE_", blank=_("tell from the columns")),
    )
    mapping = forms.ChoiceField(label=_("Saved mapping"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        saved = ColumnMapping.objects.order_by("target", "name").values_list("pk", "name")
        self.fields["mapping"].choices = [("", "—"), *((str(pk), name) for pk, name in saved)]

    def clean_file(self) -> Any:
        """Refuse what is no table, with its reasons."""
        file = self.cleaned_data["file"]
        self.body = file.read()
        try:
            read_table(self.body, called=file.name)
        except UnreadableTable as bad:
            raise forms.ValidationError([say(f.message) for f in bad.findings]) from None
        return file


@needs(Power.IMPORT)
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Take a file and keep it until it has been looked at."""
    now = timezone.now()
    form = UploadForm(request.POST or None, request.FILES or None)
    if not form.is_valid():
        return render(request, "registry/upload.html", {"form": form, "tables": described(now)})
    kept = keep_document(
        body=form.body,
        name=form.cleaned_data["file"].name,
        keep_until=timezone.localdate(now) + timedelta(days=KEPT_DAYS),
        by=request.actor,
        at=now,
    )
    asked = {name: form.cleaned_data[name] for name in ("kind", "mapping")}
    request.session[SESSION_KEY] = request.session.get(SESSION_KEY, {}) | {str(kept.pk): asked}
    return redirect("import_check", pk=kept.pk)


@needs(Power.IMPORT)
@never_cache
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how a file is read; mend the mapping; take the file in."""
    file = _file(request, pk)
    act = request.POST.get("act", "look")
    now = timezone.now()
    if act == "save":
        _save(request, file)
    if act in ("take", "take_good"):
        return _take_in(request, file, only_good=act == "take_good")
    try:
        shown = _shown(importing.preview(file=file, at=now))
    except importing.UnknownTable as unknown:
        return _ask_kind(request, unknown)
    return render(request, "registry/import.html", shown | {"pk": pk})


def _save(request: HttpRequest, file: File) -> None:
    """Keep a mapping under the name given for it; say what is missing where one is not."""
    name = request.POST.get("name", "").strip()[:60]
    if not name or not file.mapping:
        told = _("The mapping is not saved: give it a name, and choose at least one column.")
        messages.warning(request, told, extra_tags="warn")
        return
    importing.save_mapping(
        name=name, kind=file.kind, columns=file.mapping, by=request.actor, at=timezone.now()
    )
    messages.success(request, _("The mapping is saved."), extra_tags="good")


class KindForm(forms.Form):
    """What a table holds whose columns do not tell."""

    kind = forms.ChoiceField(label=_("What it holds"), choices=coded(importing.KINDS, "TABLE_"))


def _ask_kind(request: HttpRequest, unknown: importing.UnknownTable) -> HttpResponse:
    """Say why it is not clear what the upload holds, and let it be said; the upload is kept."""
    may_be = [f.where.removeprefix("kind ") for f in unknown.findings if f.where[:5] == "kind "]
    page = {
        "message": unknown.message,
        "reasons": excerpt([f.message for f in unknown.findings], SHOWN_FINDINGS),
        "form": KindForm(initial={"kind": may_be[0] if may_be else ""}),
    }
    return render(request, "registry/import_kind.html", page)


def _file(request: HttpRequest, pk: int) -> File:
    """The upload of this session, with the mapping as asked, as saved, or to be guessed."""
    asked = request.session.get(SESSION_KEY, {}).get(str(pk))
    document = Document.objects.filter(pk=pk).first()
    if asked is None or document is None:
        raise Http404
    kind, mapping = request.POST.get("kind", asked["kind"]), None
    if "mapped" in request.POST:
        mapping = {
            name.removeprefix("column_"): header
            for name, header in request.POST.items()
            if name.startswith("column_") and header
        }
    elif asked["mapping"]:
        saved = ColumnMapping.objects.filter(pk=asked["mapping"]).first()
        mapping = dict(saved.columns) if saved else None
        kind = saved.target if saved else kind
    return File(bytes(document.body), kind, mapping)


def _shown(preview: importing.Preview) -> dict[str, Any]:
    kind = importing.kind_named(preview.kind, timezone.now())
    labels = {column.name: heading(column) for column in kind.columns}
    columns = [
        (column.name, labels[column.name], column.required, preview.mapping.get(column.name, ""))
        for column in kind.columns
    ]
    fits = {
        column.name: words(column) for column in kind.columns if isinstance(column.parse, Choice)
    }
    found = excerpt(preview.checked.findings, SHOWN_FINDINGS)
    return {
        "preview": preview,
        "columns": columns,
        "rows": preview.table.rows[:SHOWN_ROWS],
        "findings": Excerpt((_row_and_column(f, labels, fits) for f in found), more=found.more),
    }


def _row_and_column(
    finding: Finding, labels: dict[str, str], fits: dict[str, list[str]]
) -> tuple[str, str, Message, list[str]]:
    """The row's number, the column (either may be empty), the message, what may be written.

    What may be written in a column is said once, beside the first fault, and taken from ``fits``.
    """
    row, _comma, column = finding.where.rpartition("column ")
    may_be = fits.pop(column, []) if finding.code == "UNKNOWN_CODE" else []
    number = row.removeprefix("row ").rstrip(", ")
    return number, labels.get(column, column), finding.message, may_be


def _take_in(request: HttpRequest, file: File, *, only_good: bool) -> HttpResponse:
    [done] = importing.import_registry(
        files=[file], by=request.actor, at=timezone.now(), only_good=only_good
    )
    counts = done.counts
    told = ngettext(
        "%(n)s row was taken in: %(added)s new, %(changed)s changed; left out: %(left)s.",
        "%(n)s rows were taken in: %(added)s new, %(changed)s changed; left out: %(left)s.",
        counts.added + counts.changed + counts.same,
    ) % {
        "n": counts.added + counts.changed + counts.same,
        "added": counts.added,
        "changed": counts.changed,
        "left": ", ".join(str(number) for number in done.left_out) or "0",
    }
    messages.success(request, told, extra_tags="good")
    return redirect("imports")
