"""How allauth behaves here: nobody signs up, faults tell nothing, every sign-in is audited."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiyang.access.sealing import seal, unseal
from yiyang.access.services import note_failed_sign_in, note_sign_in

WRONG = _("The user name or the password is not right.")


class AccountAdapter(DefaultAccountAdapter):
    """Invited accounts only; one answer for an unknown name and for a wrong password."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": WRONG,
        "email_password_mismatch": WRONG,
        "invalid_login": WRONG,
        "too_many_login_attempts": _(
            "Too many attempts that failed. Wait a quarter of an hour, or ask the security officer."
        ),
        "incorrect_code": _("This code is not right. Wait for the next one and try again."),
        "incorrect_password": _("This password is not right."),
        "enter_current_password": _("This is not your present password."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Answer no: accounts are made by the security officer."""
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing: the page that follows shows what was done."""

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Audit that somebody failed; the name tried may be a password typed in the wrong box."""
        note_failed_sign_in(at=timezone.now())

    def post_login(
        self, request: HttpRequest, user: AbstractBaseUser, **facts: Any
    ) -> HttpResponse:
        """Audit the sign-in, and show the pages in the account's language."""
        answer = super().post_login(request, user, **facts)
        note_sign_in(account_id=user.pk, at=timezone.now())
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            user.language,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
        return answer


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of second factors stand sealed in the database."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
    }

    def get_totp_issuer(self) -> str:
        """Return the name that the phone shows beside the code."""
        return "Yiyang"

    def encrypt(self, text: str) -> str:
        """Return the sealed secret."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Return the secret."""
        return unseal(encrypted_text)
