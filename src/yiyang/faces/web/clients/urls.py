"""Routes of apps: the officer's, the user's, and the page of consent."""

from django.urls import path

from yiyang.faces.web.clients import apps, authorise, officer, subscriptions

urlpatterns = [
    path("oauth/authorize", authorise.authorise, name="oauth_authorize"),
    path("oauth/consent", authorise.consent, name="oauth_consent"),
    path("apps/", apps.mine, name="my_apps"),
    path("apps/<int:pk>/withdraw/", apps.withdraw, name="withdraw_app"),
    path("people/<int:person_id>/apps/", apps.person_apps, name="person_apps"),
    path("officers/clients/", officer.clients, name="clients"),
    path("officers/clients/register/", officer.register, name="register_client"),
    path("officers/clients/<int:pk>/", officer.client, name="client"),
    path("officers/clients/<int:pk>/disable/", officer.disable, name="disable_client"),
    path("officers/clients/<int:pk>/enable/", officer.enable, name="enable_client"),
    path("officers/clients/<int:pk>/secret/", officer.secret, name="renew_client_secret"),
    path("officers/clients/<int:pk>/keys/", officer.keys, name="change_client_keys"),
    path("officers/subscriptions/", subscriptions.subscriptions, name="subscriptions"),
    path("officers/subscriptions/<int:pk>/off/", subscriptions.off, name="subscription_off"),
    path("officers/subscriptions/<int:pk>/on/", subscriptions.on, name="subscription_on"),
]
