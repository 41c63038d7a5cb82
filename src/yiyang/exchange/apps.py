from importlib import import_module

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "yiyang.exchange"

    def ready(self) -> None:
        """Send on what becomes of referrals and consents that another node knows of."""
        # By name: the services import models, which exist only from here on.
        import_module("yiyang.exchange.services.following").follow()
