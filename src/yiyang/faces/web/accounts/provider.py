"""Signing in with an OpenID Connect provider of the city: into invited accounts, nobody else's.

The provider proves who somebody is; whether they have an account here, its roles and its second
factor stay ours.  An account is linked at the first sign-in, by the address that the security
officer wrote into the invitation and that the provider says is verified.
"""

from __future__ import annotations

from typing import Any

from allauth.account import views as allauth
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.openid_connect import views
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from yiyang.access.models import Account
from yiyang.access.services import note_failed_sign_in, note_linked_sign_in
from yiyang.clients.selectors import origin_of
from yiyang.faces.web.doors import public
from yiyang.faces.web.middleware import CONTENT_POLICY

FORBIDDEN = 403
LOGIN = "login"


class ProviderAdapter(DefaultSocialAccountAdapter):
    """Invited accounts only; one answer for every way to fail."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Answer no: accounts are made by the security officer."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Let in whoever is linked, and link whoever was invited by that address."""
        if sociallogin.state.get("process", LOGIN) != LOGIN:
            raise ImmediateHttpResponse(_refused(request))
        sociallogin.account.extra_data = {}  # what else the provider tells is not kept
        if sociallogin.is_existing:
            sociallogin.account.save(update_fields=["extra_data"])
            return
        found = _invited(sociallogin)
        if found is None:
            raise ImmediateHttpResponse(_refused(request))
        sociallogin.connect(request, found)
        note_linked_sign_in(account_id=found.pk, at=timezone.now())

    def on_authentication_error(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Answer as to somebody without an account."""
        raise ImmediateHttpResponse(_refused(request))


def _invited(sociallogin: SocialLogin) -> Account | None:
    """Return the one open account with an address that the provider has verified."""
    addresses = [each.email for each in sociallogin.email_addresses if each.verified is True]
    found = [
        account
        for address in addresses
        if address
        for account in Account.objects.filter(email__iexact=address, is_active=True)[:2]
    ]
    return found[0] if len(found) == 1 and found[0].has_usable_password() else None


def _refused(request: HttpRequest) -> HttpResponse:
    note_failed_sign_in(at=timezone.now())
    return render(request, "account/provider_refused.html", status=FORBIDDEN)


@public
def sign_in(request: HttpRequest) -> HttpResponse:
    """Show the page of sign-in, with the way to the provider where there is one."""
    request.provider_name = settings.OIDC_NAME if settings.OIDC_URL else ""
    answer = allauth.login(request)
    if settings.OIDC_URL:  # browsers hold redirects to the policy of forms
        answer["Content-Security-Policy"] = CONTENT_POLICY.replace(
            "form-action 'self'", f"form-action 'self' {origin_of(settings.OIDC_URL)}"
        )
    return answer


@public
@require_POST
def to_provider(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Lead to the provider; 404 where there is none."""
    return views.login(request, provider_id)


@public
@require_GET
def from_provider(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Take what the provider answers."""
    return views.callback(request, provider_id)
