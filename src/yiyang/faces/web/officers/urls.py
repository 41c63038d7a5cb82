"""Routes of the three officers."""

from django.urls import path

from yiyang.faces.web.officers import audit, security, system

urlpatterns = [
    path("officers/accounts/", security.accounts, name="accounts"),
    path("officers/accounts/invite/", security.invite, name="invite_account"),
    path("officers/accounts/<int:pk>/", security.account, name="account"),
    path("officers/accounts/<int:pk>/role/", security.give_role, name="give_role"),
    path("officers/accounts/<int:pk>/disable/", security.disable, name="disable_account"),
    path("officers/accounts/<int:pk>/enable/", security.enable, name="enable_account"),
    path("officers/accounts/<int:pk>/link/", security.renew, name="renew_invitation"),
    path("officers/accounts/<int:pk>/factor/", security.take_factor, name="take_factor"),
    path("officers/roles/<int:pk>/end/", security.end_role, name="end_role"),
    path("officers/who-looked/", audit.who_looked, name="who_looked"),
    path("officers/status/", system.status, name="system_status"),
]
