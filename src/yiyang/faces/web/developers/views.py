"""How to connect: addresses, sign-in, examples, and what was proven."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from yiyang.faces.oauth.addresses import base_of
from yiyang.faces.web.developers.examples import EXAMPLES
from yiyang.faces.web.developers.proven import proven
from yiyang.faces.web.doors import public

ADDRESSES = (  # a door that is not there is not named
    ("fhir_metadata", _("What the server can do (CapabilityStatement)")),
    ("api_openapi", _("JSON API beside FHIR (OpenAPI description)")),
    ("smart_configuration", _("SMART configuration")),
    ("openid_configuration", _("OpenID Connect configuration")),
    ("oauth_jwks", _("Public keys of this server")),
)


@public
@require_GET
def developers(request: HttpRequest) -> HttpResponse:
    """Show the page, with this server's own address in its examples."""
    base = base_of(request)
    shown = {
        "base": base,
        "proven": proven(),
        "addresses": [
            {"title": title, "path": path} for name, title in ADDRESSES if (path := _path(name))
        ],
        "examples": [
            {"code": one.code, "title": one.title, "command": one.curl(base)} for one in EXAMPLES
        ],
    }
    return render(request, "developers/developers.html", shown)


def _path(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
