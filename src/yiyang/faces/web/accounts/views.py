"""One's own account: the invitation, the password, the second factor."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.views import PasswordChangeView
from allauth.mfa.totp.views import ActivateTOTPView
from django.contrib import messages
from django.db import transaction
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from yiyang.access.selectors import has_second_factor, invitation_in_force
from yiyang.access.services import accept_invitation, note_password_change, note_second_factor
from yiyang.faces.web.accounts.forms import FirstPasswordForm
from yiyang.faces.web.doors import public, signed_in

TOKEN = "invitation"


@public
def no_sign_up(request: HttpRequest) -> HttpResponse:
    """Answer that there is no such page: accounts come by invitation."""
    raise Http404


@signed_in
@require_GET
def my_account(request: HttpRequest) -> HttpResponse:
    """Show one's own account: its roles and whether it has a second factor."""
    return render(
        request, "account/mine.html", {"has_second_factor": has_second_factor(request.user)}
    )


@public
@never_cache
@require_GET
def open_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Take the token out of the address, so that it stands in no history or referrer."""
    request.session[TOKEN] = token
    return redirect("accept_invitation")


@public
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def accept(request: HttpRequest) -> HttpResponse:
    """Let an invited person set their password; the link then works no more."""
    token = request.session.get(TOKEN, "")
    invitation = invitation_in_force(token, timezone.now())
    if invitation is None:
        return render(request, "account/invitation_gone.html", status=404)
    form = FirstPasswordForm(request.POST or None, account=invitation.account)
    if request.method == "POST" and form.is_valid():
        accept_invitation(token=token, password=form.cleaned_data["password"], at=timezone.now())
        del request.session[TOKEN]
        messages.success(request, _("The account is open. Please sign in."), extra_tags="good")
        return redirect("account_login")
    return render(request, "account/accept.html", {"form": form, "account": invitation.account})


class SetUpSecondFactor(ActivateTOTPView):
    """Show a secret to a phone once, and take the first code from it."""

    success_url = reverse_lazy("home")

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Leave a factor that is set up alone: only the security officer takes it away."""
        if has_second_factor(request.user):
            return redirect("my_account")
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: Form) -> HttpResponse:
        """Keep the factor; this session has just shown it, so it goes on."""
        answer = super().form_valid(form)
        record_authentication(self.request, self.request.user, method="mfa", type="totp")
        note_second_factor(account_id=self.request.user.pk, at=timezone.now())
        return answer

    def get_success_url(self) -> str:
        """Go on to the desk."""
        return str(self.success_url)


class ChangePassword(PasswordChangeView):
    """Change one's password; the other sessions of the account end, and what it let apps do."""

    success_url = reverse_lazy("my_account")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """An account without a password gets one by its invitation, not here."""
        if not request.user.has_usable_password():
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: Form) -> HttpResponse:
        """Keep the new password, and with it the raised round that ends the apps' tokens."""
        with transaction.atomic():
            form.user.session_round += 1
            answer = super().form_valid(form)
            note_password_change(account_id=form.user.pk, at=timezone.now())
        return answer


second_factor = signed_in(SetUpSecondFactor.as_view())
change_password = signed_in(ChangePassword.as_view())
