from importlib import import_module

from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    name = "yiyang.claims"

    def ready(self) -> None:
        """Let claims of care follow the acts that they rest on."""
        # By name: the services import models, which exist only from here on.
        care = import_module("yiyang.claims.services.care")
        import_module("yiyang.audit.projected").follow("act", care.on_act)
