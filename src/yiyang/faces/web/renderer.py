"""Forms in the look of the pages: each field with its label, its hint and its faults."""

from __future__ import annotations

from django.forms.renderers import TemplatesSetting


class FormRenderer(TemplatesSetting):
    """Renders ``{{ form }}`` and each field by templates of the frame."""

    form_template_name = "frame/form.html"
    field_template_name = "frame/field.html"
