from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "yiyang.identity"
