"""Routes of one's own account.  Only these of allauth exist: nobody signs up by themselves."""

from allauth.account import views as allauth
from allauth.mfa.base import views as mfa
from django.urls import path

from yiyang.faces.web.accounts import provider, views
from yiyang.faces.web.doors import public

urlpatterns = [
    path("accounts/login/", provider.sign_in, name="account_login"),
    path(
        "accounts/oidc/login/",
        provider.to_provider,
        {"provider_id": "oidc"},
        name="openid_connect_login",
    ),
    path(
        "accounts/oidc/callback/",
        provider.from_provider,
        {"provider_id": "oidc"},
        name="openid_connect_callback",
    ),
    path("accounts/logout/", public(allauth.logout), name="account_logout"),
    path("accounts/inactive/", public(allauth.account_inactive), name="account_inactive"),
    path("accounts/signup/", views.no_sign_up, name="account_signup"),
    path("accounts/me/", views.my_account, name="my_account"),
    path("accounts/password/", views.change_password, name="account_change_password"),
    path("accounts/invitation/<str:token>/", views.open_invitation, name="open_invitation"),
    path("accounts/invitation/", views.accept, name="accept_invitation"),
    path("accounts/2fa/authenticate/", public(mfa.authenticate), name="mfa_authenticate"),
    path("accounts/2fa/", views.second_factor, name="mfa_activate_totp"),
]
